"""HTTP: from a request to one service call or reads, and to a page or part."""

from fastapi import APIRouter

ROUTERS: list[APIRouter] = []
