"""What a trainer sees in JupyterLab's file list: the own content, and beside it what ships, which can be read and copied."""

import shutil
from pathlib import Path
from typing import Any

from jupyter_server.files.handlers import FilesHandler
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError
from traitlets import default

from pejling.places import content_root

SHIPPED = "Kittets indhold (læs og kopiér)"
"""The folder that stands beside the own content, and is nowhere on the disk."""
PLACES = frozenset({"cases", "modules", "supervision", "widgets"})
"""What of the folder with the content that ships is shown there; a clone has more in it."""
PACKAGES = frozenset({"pejling_widgets", "pejling_supervision"})


def shipped(path: str) -> str | None:
    """Where below the content that ships a path of JupyterLab's leads, as "modules/…"; None for one's own."""
    top, _, rest = path.strip("/").partition("/")
    return rest if top == SHIPPED else None


class OwnAndShipped(AsyncLargeFileManager):  # type: ignore[misc]  # it ships no types
    """The own content can be changed. What ships cannot: a copy of it becomes one's own, in the same place, and wins."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        self._kit = AsyncLargeFileManager(parent=self, root_dir=str(content_root()))

    @default("files_handler_class")
    def _files_by_contents(self) -> Any:
        """Figures and downloads come through here, too, and not from one folder on the disk."""
        return FilesHandler

    async def get(self, path: str, content: bool = True, **words: Any) -> Any:
        """The file or folder."""
        if (inside := shipped(path)) is not None:
            if not _is_shown(inside):
                raise HTTPError(404, f"{path} findes ikke.")
            return _read_only(await self._kit.get(inside, content=content, **words))
        model = await super().get(path, content=content, **words)
        if content and not path.strip("/"):
            model["content"].append(_read_only(await self._kit.get("", content=False)))
        return model

    async def dir_exists(self, path: str) -> bool:
        """Whether it is a folder."""
        inside = shipped(path)
        return bool(await (super().dir_exists(path) if inside is None else self._kit.dir_exists(inside)))

    async def file_exists(self, path: str) -> bool:
        """Whether it is a file."""
        inside = shipped(path)
        return bool(await (super().file_exists(path) if inside is None else self._kit.file_exists(inside)))

    async def is_hidden(self, path: str) -> bool:
        """Whether it is hidden."""
        inside = shipped(path)
        return bool(await (super().is_hidden(path) if inside is None else self._kit.is_hidden(inside)))

    async def save(self, model: dict[str, Any], path: str = "") -> Any:
        """Save what is one's own."""
        _only_own(path)
        return await super().save(model, path)

    async def delete_file(self, path: str) -> None:
        """Delete what is one's own."""
        _only_own(path)
        await super().delete_file(path)

    async def rename_file(self, old_path: str, new_path: str) -> None:
        """Rename what is one's own."""
        _only_own(old_path)
        _only_own(new_path)
        await super().rename_file(old_path, new_path)

    async def copy(self, from_path: str, to_path: str | None = None) -> Any:
        """A copy; of what ships it becomes one's own, in the same place, with the figures that a notebook shows."""
        inside = shipped(from_path)
        if not inside or (to_path is not None and shipped(to_path) is None):
            return await super().copy(from_path, to_path)
        here, own = content_root() / inside, Path(self.root_dir)
        if (own / inside).exists():
            raise HTTPError(409, f"Du har allerede din egen udgave: {inside}")
        (own / inside).parent.mkdir(parents=True, exist_ok=True)
        if here.suffix == ".ipynb" and (here.parent / "figures").is_dir():
            shutil.copytree(here.parent / "figures", (own / inside).parent / "figures", dirs_exist_ok=True)
        return await super().copy(from_path, inside)

    async def create_checkpoint(self, path: str) -> Any:
        """A checkpoint of what is one's own; what ships never changes, and needs none."""
        _only_own(path)
        return await super().create_checkpoint(path)

    async def list_checkpoints(self, path: str) -> Any:
        """The checkpoints of what is one's own."""
        return [] if shipped(path) is not None else await super().list_checkpoints(path)


def _is_shown(inside: str) -> bool:
    parts = [part for part in inside.split("/") if part]
    return not parts or (parts[0] in PLACES and not (PACKAGES | {".."}) & set(parts))


def _read_only(model: dict[str, Any]) -> dict[str, Any]:
    """The model as it stands below SHIPPED; a folder has only what is shown there."""
    inside = model["path"].strip("/")
    model |= {"name": model["name"] or SHIPPED, "path": f"{SHIPPED}/{inside}".rstrip("/"), "writable": False}
    if model["type"] == "directory" and model["content"] is not None:
        model["content"] = [_read_only(one) for one in model["content"] if _is_shown(one["path"])]
    return model


def _only_own(path: str) -> None:
    if (inside := shipped(path)) is not None:
        where = f" Den lægges i {inside}." if inside else ""
        raise HTTPError(403, "Kittets eget indhold kan ikke rettes. Højreklik på filen, og vælg Duplicate: "
                             f"så får du din egen udgave, som bruges i stedet.{where}")
