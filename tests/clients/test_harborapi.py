"""harborapi: another client, whose models take nothing that the contract does not say."""

from __future__ import annotations

import asyncio

from harborapi import HarborAsyncClient
from harborapi import models as said

from tests.clients.conftest import MAINTAINER, PROJECT, Images, Registry
from tests.support.server import PASSWORD
from tests.support.shell import Shell


def test_what_the_registry_says_is_what_its_models_take(registry: Registry, shell: Shell, image: Images) -> None:
    """Everything that can be read, of a repository with an index and of the system around it."""
    flags = registry.flags(["--dest-tls-verify=false"], [f"--dest-cert-dir={registry.trust}"])
    flags.append(f"--dest-creds={MAINTAINER.name}:{MAINTAINER.password}")
    to = f"docker://{registry.host}/{PROJECT}/read/by/models"
    shell("skopeo", "copy", "--all", *flags, f"oci:{image('platforms').path}:1", f"{to}:1")
    trusted = str(registry.ca) if registry.tls else True
    asyncio.run(_read(HarborAsyncClient(f"{registry.server.url}/api/v2.0", "admin", PASSWORD, verify=trusted)))


async def _read(api: HarborAsyncClient) -> None:
    assert await api.ping() == "Pong"
    assert (await api.health_check()).status == "healthy"
    assert (await api.get_system_info()).auth_mode == "db_auth"
    assert (await api.get_system_volume_info()).storage
    assert ((await api.get_statistics()).total_project_count or 0) >= 2
    assert (await api.get_config()).auth_mode

    assert await api.project_exists(PROJECT)
    assert not await api.project_exists("absent")
    project = await api.get_project(PROJECT)
    assert project.project_id is not None
    assert PROJECT in {one.name for one in await api.get_projects()}
    assert (await api.get_project_summary(PROJECT)).repo_count
    assert not (await api.get_project_deletable(PROJECT)).deletable
    assert (await api.get_project_metadata(PROJECT)).public == "false"
    names = {one.entity_name: one.id for one in await api.get_project_members(PROJECT)}
    member = await api.get_project_member(PROJECT, names[MAINTAINER.name] or 0)
    assert member.role_name == "maintainer"

    artifacts = await api.get_artifacts(
        PROJECT,
        "read/by/models",
        with_tag=True,
        with_label=True,
        with_scan_overview=True,
        with_sbom_overview=True,
        with_immutable_status=True,
        with_accessory=True,
    )
    assert [[tag.name for tag in one.tags or []] for one in artifacts] == [["1"]]
    assert len((await api.get_artifact(PROJECT, "read/by/models", "1")).references or []) == 3
    assert [one.name for one in await api.get_artifact_tags(PROJECT, "read/by/models", "1")] == ["1"]
    assert await api.get_artifact_accessories(PROJECT, "read/by/models", "1") == []
    assert f"{PROJECT}/read/by/models" in {one.name for one in await api.get_repositories(PROJECT)}
    assert (await api.get_repository(PROJECT, "read/by/models")).artifact_count == 1

    me = await api.get_current_user()
    assert (await api.get_user_by_username("admin")).user_id == me.user_id
    assert MAINTAINER.name in {one.username for one in await api.search_users_by_username(MAINTAINER.name)}
    assert await api.get_current_user_permissions(f"/project/{project.project_id}")
    assert (await api.get_permissions()).project
    assert [one.ref for one in await api.get_quotas(limit=1)]
    assert (await api.search(PROJECT)).repository
    assert await api.get_project_logs(PROJECT)
    assert {one.operation for one in await api.get_audit_logs(limit=20)}
    await _robots(api)


async def _robots(api: HarborAsyncClient) -> None:
    access = [said.Access(resource="repository", action="pull")]
    given = [said.RobotPermission(kind="project", namespace=PROJECT, access=access)]
    made = await api.create_robot(said.RobotCreate(name="models", level="system", duration=1, permissions=given))
    assert made.id is not None
    robot = await api.get_robot(made.id)
    assert (robot.name, robot.level) == ("robot$models", "system")
    await api.update_robot(made.id, robot)
    await api.refresh_robot_secret(made.id, "Right-password-2")
    assert robot.name in {one.name for one in await api.get_robots()}
    await api.delete_robot(made.id)
