"""A project with all that it owns, and what else is named in paths: made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.contract.policies import retention, rule
from tests.contract.world import SOURCE, World, good, ident
from tests.support.api import Answer, Api
from tests.support.browser import Browser
from tests.support.patience import eventually
from tests.support.people import PASSWORD, join

REPOSITORY = "app%252Fweb"
"""As it stands in a path."""
_ALWAYS = {"addition": ["build_history"], "job_type": ["all", "RETENTION"], "pool_id": ["all"]}


class Place:
    """A project with members, a robot and, made when they are asked for, whatever else may be named in a path."""

    def __init__(self, world: World, *, public: bool) -> None:
        self.world = world
        self.public = public
        self.kept: dict[str, Any] = {}
        self.makers: dict[str, Callable[[], Any]] = {
            "project": self._project,
            "repository_name": self._repository,
            "label_id": self._label,
            "mid": lambda: join(self.world.admin, self.name, self.account()["username"], "guest"),
            "immutable_rule_id": lambda: (
                self._post(f"/projects/{self.name}/immutabletagrules", rule(self.word())).new_id
            ),
            "robot_id": lambda: world.new_robot(self.word(), "project", world.all_of_a_project(self.name))[1],
            "user_id": lambda: self.account()["user_id"],
            "group_id": lambda: self._post("/usergroups", {"group_name": self.word(), "group_type": 2}).new_id,
            "quota": lambda: ident(world.admin.get("/quotas", reference="project", reference_id=self.project_id), "id"),
            "retention": lambda: self._post("/retentions", retention(self.project_id)).new_id,
            "eid": self._execution,
            "tid": self._task,
            "job_id": self._task,
            "gc_id": lambda: self._chore("/system/gc", {"dry_run": True}),
            "purge_id": lambda: self._chore(
                "/system/purgeaudit", {"audit_retention_hour": 1, "include_operations": "pull"}
            ),
            "scrub_id": lambda: self._chore("/system/scrub", {}),
            "trash_id": self._trash,
            "session_id": self._session,
            "meta_name": self._metadata,
        }

    # ---- who calls

    def callers(self) -> dict[str, Api]:
        """By a word for each, the strongest first."""
        world = self.world
        return {
            "admin": world.admin,
            "project admin": world.boss,
            "developer": world.developer,
            "system robot": world.robot,
            "project robot": self.the("project")["robot"],
            "anonymous": Api(world.server, None),
        }

    # ---- what there is

    def the(self, name: str) -> Any:
        """The thing of a name of `makers`, made if it is not there."""
        if name not in self.kept:
            self.kept[name] = self.makers[name]()
        return self.kept[name]

    def known(self, name: str, path: str) -> list[Any]:
        """Values of a path's parameter under which something is found; empty for a name that nothing is known of."""
        if name == "id":
            return [self.the("quota" if path.startswith("/quotas") else "retention")]
        if name in ("project_name", "project_name_or_id"):
            return [self.name, str(self.project_id)][: 1 if name == "project_name" else 2]
        if name == "reference":
            self.the("repository_name")
            return ["1", self.world.image, self.world.index]
        if name == "tag_name":
            self.the("repository_name")
            return ["1"]
        if name in _ALWAYS:
            return _ALWAYS[name]
        if name == "digest":
            shown = self.world.admin.get(f"/projects/seed/repositories/app/artifacts/{self.world.image}")
            return [good(shown).json["icon"]]
        return [self.the(name)] if name in self.makers else []

    def forget(self, everything: bool) -> None:
        """Somebody has deleted one of the things: make all anew when they are asked for, or all but the project."""
        project = self.kept.get("project")
        self.kept = {} if everything or project is None else {"project": project}

    @property
    def name(self) -> str:
        """The project's name."""
        return str(self.the("project")["name"])

    @property
    def project_id(self) -> int:
        """Its id."""
        return int(self.the("project")["id"])

    def word(self) -> str:
        """A name that nothing has yet."""
        return f"n{next(self.world.numbers)}"

    def label(self) -> int:
        """The id of a new label of the project."""
        return self._post("/labels", {"name": self.word(), "scope": "p", "project_id": self.project_id}).new_id

    def account(self) -> dict[str, Any]:
        """The name and the id of a new account."""
        body = self.no_account_yet()
        return {"username": body["username"], "user_id": self._post("/users", body).new_id}

    def no_account_yet(self) -> dict[str, str]:
        """The body of a new account."""
        name = self.word()
        return {"username": name, "password": PASSWORD, "email": f"{name}@example.org", "realname": name}

    # ---- how it is made

    def _post(self, path: str, body: object) -> Answer:
        return good(self.world.admin.post(path, body))

    def _project(self) -> dict[str, Any]:
        name = self.word()
        made = self._post("/projects", {"project_name": name, "metadata": {"public": str(self.public).lower()}})
        join(self.world.admin, name, "boss", "projectAdmin")
        join(self.world.admin, name, "developer", "developer")
        robot, _ = self.world.new_robot("ci", "project", self.world.all_of_a_project(name))
        return {"name": name, "id": made.new_id, "robot": robot}

    def _repository(self) -> str:
        at = f"/projects/{self.name}/repositories/{REPOSITORY}/artifacts"
        for tag in ("1", "many"):
            answer = self.world.admin.post(f"{at}?from={SOURCE}:{tag}")
            assert answer.status in (201, 409), answer.body
        if "1" not in [one["name"] for one in good(self.world.admin.get(f"{at}/{self.world.image}/tags")).json]:
            self._post(f"{at}/{self.world.image}/tags", {"name": "1"})
        return REPOSITORY

    def _label(self) -> int:
        made = self.label()
        self.the("repository_name")
        at = f"/projects/{self.name}/repositories/{REPOSITORY}/artifacts/1/labels"
        self._post(at, {"id": made})
        return made

    def _session(self) -> int:
        """A session of the account that is spoken of, else of the administrator, who is account 1."""
        user_id = self.kept.get("user_id", 1)
        name = self.world.admin.get(f"/users/{user_id}").json["username"]
        password = PASSWORD if "user_id" in self.kept else self.world.server.admin_password
        assert Browser(self.world.server).sign_in(name, password).status == 200
        return ident(self.world.admin.get(f"/users/{user_id}/sessions"), "id")

    def _execution(self) -> int:
        self.the("repository_name")
        return self._post(f"/retentions/{self.the('retention')}/executions", {"dry_run": True}).new_id

    def _task(self) -> int:
        at = f"/retentions/{self.the('retention')}/executions/{self.the('eid')}/tasks"
        assert eventually(lambda: self.world.admin.get(at).json)
        return ident(self.world.admin.get(at), "id")

    def _chore(self, at: str, parameters: dict[str, Any]) -> int:
        """The last one, begun now unless another is under way."""
        begun = self.world.admin.post(f"{at}/schedule", {"schedule": {"type": "Manual"}, "parameters": parameters})
        assert begun.status in (201, 409), begun.body
        return ident(self.world.admin.get(at), "id")

    def _trash(self) -> int:
        at = f"/projects/{self.name}/repositories/{self.the('repository_name')}/artifacts/{self.world.index}"
        good(self.world.admin.delete(at))
        self.kept.pop("repository_name")
        return ident(self.world.admin.get(f"/projects/{self.name}/trash"), "id")

    def _metadata(self) -> str:
        at = f"/projects/{self.name}/metadatas"
        if "auto_scan" not in good(self.world.admin.get(at)).json:
            self._post(at, {"auto_scan": "true"})
        return "auto_scan"
