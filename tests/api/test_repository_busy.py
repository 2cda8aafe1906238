"""A repository is deleted while people push to it: told 201 is pushed, and what is counted is what is there."""

from __future__ import annotations

import threading

from tests.support import content
from tests.support.api import Api
from tests.support.census import rows
from tests.support.client import Client, Way
from tests.support.people import project
from tests.support.server import Server

PUSHERS, ROUNDS = 4, 6

COUNTED = "SELECT digest, size FROM project_content c JOIN project p ON p.id = c.project_id WHERE p.name = 'busy'"
THERE = (
    "SELECT b.digest, b.size FROM manifest_blob e JOIN blob b ON b.id = e.blob_id"
    " JOIN project p ON p.id = e.project_id WHERE p.name = 'busy'"
    " UNION SELECT m.digest, m.size FROM manifest m JOIN project p ON p.id = m.project_id WHERE p.name = 'busy'"
    " UNION SELECT b.digest, b.size FROM blob_lease l JOIN blob b ON b.id = l.blob_id"
    " JOIN repository r ON r.id = l.repository_id JOIN project p ON p.id = r.project_id WHERE p.name = 'busy'"
)


def test_pushes_and_deletions_at_once_leave_nothing_behind(server: Server, admin: Api) -> None:
    project(admin, "busy")
    failures: list[object] = []
    pushing = threading.Event()

    def push(number: int) -> None:
        with Client(Way(server)) as client:
            for turn in range(ROUNDS):
                layer = content.noise(f"busy {number} {turn}")
                try:
                    for blob in (content.CONFIG, layer):
                        client.push_blob("busy/app", blob)
                    # The repository may have gone between the layer and the manifest.
                    reply = client.put_manifest("busy/app", f"t{number}", content.image(layer))
                    assert reply.status in (201, 404), reply
                except AssertionError as failure:
                    if "404" not in str(failure):
                        failures.append(failure)
                pushing.set()

    def delete() -> None:
        pushing.wait(30)
        for _ in range(ROUNDS):
            status = Api(server).delete("/projects/busy/repositories/app").status
            if status not in (200, 404):
                failures.append(status)

    threads = [threading.Thread(target=push, args=(number,)) for number in range(PUSHERS)]
    threads += [threading.Thread(target=delete)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for digest, size in rows(server, THERE):
        assert (digest, size) in rows(server, COUNTED)
    with Client(Way(server)) as client:
        body = client.push_image("busy/app", "last", content.noise("last"))
        reply = client.ask("GET", "/v2/busy/app/manifests/last")
        assert reply.given("docker-content-digest") == content.digest(body)
    assert admin.delete("/projects/busy/repositories/app").status == 200
    used = "SELECT sum(u.used) FROM quota_usage u JOIN project p ON p.id = u.project_id WHERE p.name = 'busy'"
    assert rows(server, THERE) == []
    assert rows(server, COUNTED) == []
    assert [int(str(one)) for (one,) in rows(server, used)] == [0]
    assert rows(server, "SELECT repository_id FROM repository_removal") == []
