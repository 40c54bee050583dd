"""HTTP: from a request to one service call or reads, and to a page or part."""

from fastapi import APIRouter

from quotetree.app.routes import projects

ROUTERS: list[APIRouter] = [projects.router]
