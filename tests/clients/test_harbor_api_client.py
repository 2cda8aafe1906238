"""harbor-api-client: what was generated from Harbor's contract does a day's work on the registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import harbor_client as harbor
import pytest
from harbor_client.rest import ApiException

from tests.clients.conftest import Images, Registry
from tests.support.server import PASSWORD
from tests.support.shell import Shell

ADA = "ada"
SECRET = "Right-password-1"
MIB = 1 << 20


@dataclass(frozen=True)
class Person:
    """Whose calls these are."""

    client: Any

    def __getattr__(self, name: str) -> Any:
        """An API by the name of its class without `Api`."""
        return getattr(harbor, f"{name}Api")(self.client)


def signed_in(registry: Registry, name: str, password: str) -> Person:
    configuration = harbor.Configuration()
    configuration.host = f"{registry.server.url}/api/v2.0"
    configuration.username, configuration.password = name, password
    if registry.tls:
        configuration.ssl_ca_cert = str(registry.ca)
    return Person(harbor.ApiClient(configuration))


def new_id(answer: tuple[Any, int, Any]) -> int:
    """Of what was made: at the end of Location."""
    _, status, headers = answer
    assert status == 201
    return int(headers["Location"].rpartition("/")[2])


def refused(call: Any, *args: Any, **named: Any) -> int:
    with pytest.raises(ApiException) as raised:
        call(*args, **named)
    return int(raised.value.status)


def test_a_days_work(registry: Registry, shell: Shell, image: Images) -> None:
    scheme = "https" if registry.tls else "http"
    name, other = f"shop-{scheme}", f"vault-{scheme}"
    admin = signed_in(registry, "admin", PASSWORD)
    ada_name = f"{ADA}-{scheme}"

    # Ada gets an account; of two projects one is hers.
    wish = harbor.UserCreationReq(username=ada_name, password=SECRET, email=f"{ada_name}@example.org", realname="Ada")
    ada_id = new_id(admin.User.create_user_with_http_info(wish))
    ada = signed_in(registry, ada_name, SECRET)
    assert ada.User.get_current_user_info().user_id == ada_id
    for one in (name, other):
        wish = harbor.ProjectReq(
            project_name=one, metadata=harbor.ProjectMetadata(public="false"), storage_limit=50 * MIB
        )
        new_id(admin.Project.create_project_with_http_info(wish))
    assert admin.Project.head_project_with_http_info(name)[1] == 200
    assert [one.name for one in ada.Project.list_projects(name="shop")] == []
    member = harbor.ProjectMember(role_id=1, member_user=harbor.UserEntity(username=ada_name))
    member_id = new_id(admin.Member.create_project_member_with_http_info(name, project_member=member))
    assert ada.Member.get_project_member(name, member_id).role_name == "projectAdmin"
    project = ada.Project.get_project(name)
    assert (project.metadata.public, project.repo_count or 0, project.current_user_role_id) == ("false", 0, 1)
    assert refused(ada.Project.get_project, other) == 403

    # A robot pushes by skopeo.
    access = [harbor.Access(resource="repository", action=one) for one in ("pull", "push")]
    given = [harbor.RobotPermission(kind="project", namespace=name, access=access)]
    made = ada.Robot.create_robot(harbor.RobotCreate(name="ci", level="project", duration=30, permissions=given))
    assert made.name == f"robot${name}+ci"
    tls, source = registry.flags(["--dest-tls-verify=false"], [f"--dest-cert-dir={registry.trust}"]), image("layers")
    for tag in ("v1", "v2"):
        to = f"docker://{registry.host}/{name}/web/app:{tag}"
        shell("skopeo", "copy", *tls, f"--dest-creds={made.name}:{made.secret}", f"oci:{source.path}:1", to)
    by_ada = [*tls, f"--dest-creds={ada_name}:{SECRET}"]
    to = f"docker://{registry.host}/{name}/web/many:1"
    shell("skopeo", "copy", "--all", *by_ada, f"oci:{image('platforms').path}:1", to)

    # What is there: repositories, the artifact with its tags, labels.
    path = "web%2Fapp"  # the client codes it once more; a name as it is, is coded once
    assert sorted(one.name for one in ada.Repository.list_repositories(name)) == [f"{name}/web/app", f"{name}/web/many"]
    ada.Repository.update_repository(name, path, harbor.Repository(description="the shop's window"))
    repository = ada.Repository.get_repository(name, path)
    assert (repository.description, repository.artifact_count) == ("the shop's window", 1)
    label_id = new_id(
        ada.Label.create_label_with_http_info(
            harbor.Label(name="good", color="#00AA00", scope="p", project_id=project.project_id)
        )
    )
    ada.Artifact.add_label(name, path, "v1", harbor.Label(id=label_id))
    (artifact,) = ada.Artifact.list_artifacts(name, path, with_label=True, with_tag=True, q=f"labels=({label_id})")
    assert artifact.digest == source.digest
    assert sorted(one.name for one in artifact.tags) == ["v1", "v2"]
    assert [one.name for one in artifact.labels] == ["good"]
    assert (artifact.type, artifact.extra_attrs["architecture"]) == ("IMAGE", "amd64")
    assert artifact.size > 5 * MIB
    many = ada.Artifact.get_artifact(name, "web/many", "1")
    assert len(many.references) == 3
    assert {f"{one.platform.os}/{one.platform.architecture}" for one in many.references} >= {"linux/arm64"}
    history = ada.Artifact.get_addition(name, path, "v1", "build_history")
    assert "created" in str(history)

    # Another tag, a copy, an immutable tag.
    ada.Artifact.create_tag(name, path, "v1", harbor.Tag(name="stable"))
    assert {one.name for one in ada.Artifact.list_tags(name, path, source.digest)} == {"v1", "v2", "stable"}
    ada.Artifact.copy_artifact(name, "mirror", f"{name}/web/app:v1")
    assert ada.Artifact.get_artifact(name, "mirror", source.digest).digest == source.digest
    selector = harbor.ImmutableSelector(kind="doublestar", decoration="matches", pattern="stable")
    repositories = harbor.ImmutableSelector(kind="doublestar", decoration="repoMatches", pattern="**")
    rule = harbor.ImmutableRule(
        disabled=False, action="immutable", template="immutable_template",
        tag_selectors=[selector], scope_selectors={"repository": [repositories]},
    )  # fmt: skip
    ada.Immutable.create_immu_rule(name, rule)
    (kept,) = ada.Immutable.list_immu_rules(name)
    assert kept.tag_selectors[0].pattern == "stable"
    assert refused(ada.Artifact.delete_tag, name, path, source.digest, "stable") == 412
    assert refused(ada.Artifact.delete_artifact, name, path, "v1") == 412
    ada.Artifact.delete_tag(name, path, source.digest, "v2")
    assert {one.name for one in ada.Artifact.list_tags(name, path, source.digest)} == {"v1", "stable"}

    # The quota: what is used, a limit that nothing more fits into.
    (quota,) = admin.Quota.list_quotas(reference="project", reference_id=str(project.project_id))
    used = quota.used["storage"]
    assert 5 * MIB < used < 50 * MIB == quota.hard["storage"]
    admin.Quota.update_quota(quota.id, harbor.QuotaUpdateReq(hard={"storage": used}))
    to = f"docker://{registry.host}/{name}/more:1"
    assert "quota" in shell.refused("skopeo", "copy", *by_ada, f"oci:{image('zstd').path}:1", to).lower()
    assert ada.Project.get_project_summary(name).quota.hard["storage"] == used

    # Things go; the project when it holds nothing more.
    ada.Immutable.delete_immu_rule(name, kept.id)
    ada.Artifact.remove_label(name, path, "v1", label_id)
    ada.Label.delete_label(label_id)
    assert refused(ada.Project.delete_project, name) == 412
    assert ada.Project.get_project_deletable(name).deletable is False
    ada.Artifact.delete_artifact(name, path, "v1")
    assert ada.Artifact.list_artifacts(name, path) == []
    for one in ada.Repository.list_repositories(name):
        ada.Repository.delete_repository(name, one.name.removeprefix(f"{name}/"))
    (robot,) = ada.Robot.list_robot(q=f"Level=project,ProjectID={project.project_id}")
    ada.Robot.delete_robot(robot.id)

    # Who did what stands in the log.
    done = {(one.operation, one.resource_type) for one in ada.Project.get_logs(name, page_size=100)}
    assert done >= {("create", "artifact"), ("delete", "artifact"), ("delete", "repository"), ("create", "robot")}
    assert {one.username for one in admin.Auditlog.list_audit_logs(q=f"username={ada_name}")} == {ada_name}
    ada.Project.delete_project(name)
    assert refused(admin.Project.head_project, name) == 404
    admin.Project.delete_project(other)
    admin.User.delete_user(ada_id)
    assert refused(ada.User.get_current_user_info) == 401
