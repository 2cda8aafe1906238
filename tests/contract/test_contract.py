"""Every operation that is answered here, asked at random by everybody: it answers as documented, and never breaks.

`ROADSTEAD_TEST_FULL=1` asks more and other questions each time; `ROADSTEAD_TEST_SEED` repeats a run.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode, checks
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok

from roadstead.api import contract, openapi
from roadstead.api.operations import ANSWERED
from roadstead.api.plane import TAGS
from tests.contract.beyond import BEYOND, LOOSER, documented_beyond
from tests.contract.place import Place
from tests.contract.questions import Case, Operation, Question, good, identifier, questions
from tests.contract.world import World
from tests.support.api import Api
from tests.support.postgres import Postgres
from tests.support.server import Server

FULL = bool(os.environ.get("ROADSTEAD_TEST_FULL"))
SEED = int(os.environ.get("ROADSTEAD_TEST_SEED") or (random.SystemRandom().randrange(1 << 32) if FULL else 5))
QUESTIONS = 200 if FULL else 8
"""How many each operation is asked, each by everybody."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
UNSERVED = {
    "getCert": "this server has no certificate of its own making",
    "setCliSecret": "nobody signs in by OIDC yet",
}
"""Operations that not even an administrator is served, and why."""
assert TAGS  # importing them fills `ANSWERED`


@pytest.fixture(scope="module", params=["sqlite", "postgres"] if FULL else ["sqlite"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """On a server of its own."""
    url = None
    if request.param == "postgres":
        database: Postgres = request.getfixturevalue("postgres")
        url = database.fresh()
    with Server.start(tmp_path_factory.mktemp("contract") / "data", database_url=url) as server:
        yield World(server)


@pytest.fixture(scope="module")
def document() -> schemathesis.BaseSchema:
    """The contract with its additions, as it is served."""
    return schemathesis.openapi.from_dict(json.loads(openapi.document()))


@pytest.fixture
def settled(world: World) -> Iterator[None]:
    """The configuration is afterwards what it was, and jobs go on."""
    before = world.configuration()
    yield
    assert world.admin.put("/configurations", before).status == 200
    assert world.configuration() == before
    for queue in ("all", "scheduler"):
        assert world.admin.put(f"/jobservice/queues/{queue}", {"action": "resume"}).status == 200


def test_what_is_beyond_the_contract_stands_in_a_table() -> None:
    codes, looser = documented_beyond()
    assert codes == {(code, name) for code, whys in BEYOND.items() for names in whys.values() for name in names}
    assert looser == set(LOOSER)


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_it_answers_as_documented(name: str, world: World, document: schemathesis.BaseSchema, settled: None) -> None:
    operation = _operation(document, name)
    asker = Asker(world, operation)
    asker.put(good(operation))

    @seed(SEED)
    @settings(
        max_examples=QUESTIONS,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(questions(operation, (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)))
    def ask(question: Question) -> None:
        asker.put(question)

    ask()
    assert not asker.findings, f"ROADSTEAD_TEST_SEED={SEED}\n\n" + "\n\n".join(asker.findings.values())
    assert asker.served == (name not in UNSERVED), (
        f"nothing that the administrator asked was answered 2xx: {sorted(asker.codes)}"
    )


class Asker:
    """Puts questions as everybody and keeps what is wrong with the answers, one finding of a kind."""

    def __init__(self, world: World, operation: Operation) -> None:
        self.operation = operation
        self.place = Place(world, public=operation.method == "get")
        self.session = requests.Session()
        self.session.trust_env = False
        self.base = f"{world.server.url}{contract.BASE}"
        self.findings: dict[str, str] = {}
        self.codes: set[int] = set()
        self.served = False

    def put(self, question: Question) -> None:
        for word in self.place.callers():
            caller = self.place.callers()[word]
            self._put(question.at(self.place), word, caller)

    def _put(self, case: Case, word: str, caller: Api) -> None:
        answer = case.call(self.base, session=self.session, headers=caller.headers)
        if word == "admin":
            self.codes.add(answer.status_code)
            self.served |= answer.status_code < 300
        if answer.status_code < 300 and self.operation.method == "delete":
            self.place.forget(self.operation.path == "/projects/{project_name_or_id}")
        served = [checks.content_type_conformance] if answer.status_code < 300 and answer.content else []
        try:
            case.validate_response(answer, checks=[*CHECKS, *served])
        except (Failure, FailureGroup) as found:
            for one in found.exceptions if isinstance(found, FailureGroup) else [found]:
                key = f"{type(one).__name__} {answer.status_code}"
                request = f"{case.as_curl_command(headers=caller.headers)}\n{answer.text[:500]}"
                self.findings.setdefault(key, f"as {word}: {one}\n{request}")


def _operation(document: schemathesis.BaseSchema, name: str) -> Operation:
    read = [one.ok() for one in document.get_all_operations() if isinstance(one, Ok)]
    return next(one for one in read if identifier(one) == name)
