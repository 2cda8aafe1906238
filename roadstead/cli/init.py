"""`roadstead init`: set up a folder without serving."""

from __future__ import annotations

from roadstead.cli.options import Data, DatabaseUrl, Json


def init(data: Data = None, database_url: DatabaseUrl = None, json: Json = False) -> None:
    """Make folder, database, keys, the administrator `admin` and the public project `library`.

    What is there already stays as it is. HARBOR_ADMIN_PASSWORD sets the password; else one is made and shown.
    """
    from roadstead.cli.console import say, say_json, show_password
    from roadstead.cli.system import begin
    from roadstead.settings import load

    settings = load(data=data, database_url=database_url)
    password = begin(settings)
    if json:
        say_json({"data": str(settings.folder), "username": "admin", "password": password})
        return
    if password is not None:
        show_password("admin", password)
    say(f"{settings.folder} is ready")
