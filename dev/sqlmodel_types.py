"""A mypy plugin: on a table class, `Action.seq` is a column; on a row of it, it is the value.

SQLModel declares a column by the type of its values, and ships no plugin of its own. Without this one every
`where(Action.seq > 3)` would have to be written `where(col(Action.seq) > 3)` to pass.
"""

from collections.abc import Callable

from mypy.nodes import MypyFile, TypeInfo, Var
from mypy.plugin import AttributeContext, Plugin
from mypy.types import Instance, Type

COLUMN = "sqlalchemy.orm.attributes.InstrumentedAttribute"
TABLE = "sqlmodel.main.SQLModel"


class Columns(Plugin):
    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        return (
            [(10, "sqlalchemy.orm.attributes", -1)] if file.fullname.startswith("quotetree.app.store") else []
        )

    def get_class_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        owner, _, name = fullname.rpartition(".")
        table = self._class(owner)
        if table is None or not table.has_base(TABLE) or name.startswith("_") or name not in table.names:
            return None
        declared = table.names[name].node
        return self._as_column if isinstance(declared, Var) and not declared.is_classvar else None

    def _as_column(self, context: AttributeContext) -> Type:
        column = self._class(COLUMN)
        return Instance(column, [context.default_attr_type]) if column else context.default_attr_type

    def _class(self, fullname: str) -> TypeInfo | None:
        symbol = self.lookup_fully_qualified(fullname)
        return symbol.node if symbol and isinstance(symbol.node, TypeInfo) else None


def plugin(version: str) -> type[Plugin]:
    return Columns
