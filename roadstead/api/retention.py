"""Retention: a project's policy of what stays, its runs, what each did with each repository."""

from __future__ import annotations

from roadstead.api.call import Call
from roadstead.api.guards import SIGNED_IN, own
from roadstead.api.operations import operation
from roadstead.api.reply import Reply, text
from roadstead.api.wire.retention import METADATA, Operate, Start, Written, execution, policy, task
from roadstead.domain.projects.model import Standing
from roadstead.domain.retention.model import Policy
from roadstead.domain.retention.service import RETENTION, absent
from roadstead.errors import Refusal

RESOURCE = "tag-retention"


@operation("getRentenitionMetadata", SIGNED_IN)
def metadata(call: Call) -> Reply:
    """What rules may say."""
    return Reply(body=METADATA)


@operation("createRetention", own(RESOURCE, "create"))
def create(call: Call) -> Reply:
    """One a project."""
    written = call.body(Written)
    standing = _standing(call, written.project_id)
    if standing is None:
        if call.caller.sysadmin:
            raise Refusal("BAD_REQUEST", f"scope.ref: project {written.project_id} does not exist")
        raise call.denied()
    call.demand(RESOURCE, "create", standing)
    return call.created(call.services.retention.create(standing, written.kept, written.cron, call.caller.actor))


@operation("getRetention", own(RESOURCE, "read"))
def get(call: Call) -> Reply:
    """One of them, with the time when it runs next."""
    found, _ = _opened(call, "read")
    return Reply(body=policy(found, call.services.retention.next_at(found.id)))


@operation("updateRetention", own(RESOURCE, "update"))
def update(call: Call) -> Reply:
    """Rules and time are as they are sent; the project stays."""
    found, standing = _opened(call, "update")
    written = call.body(Written)
    if written.scope is not None and written.scope.ref and written.project_id != found.project_id:
        raise Refusal("BAD_REQUEST", f"scope.ref: the policy is of project {found.project_id} and stays there")
    call.services.retention.change(standing, found.id, written.kept, written.cron, call.caller.actor)
    return Reply()


@operation("deleteRetention", own(RESOURCE, "delete"))
def delete(call: Call) -> Reply:
    """Nothing goes by these rules any more."""
    found, standing = _opened(call, "delete")
    call.services.retention.delete(standing, found.id, call.caller.actor)
    return Reply()


@operation("triggerRetentionExecution", own(RESOURCE, "operate"))
def start(call: Call) -> Reply:
    """Now; a dry run tells and removes nothing."""
    found, standing = _opened(call, "operate")
    wanted = call.body(Start)
    return call.created(call.services.retention.start(standing, found.id, call.caller.actor, dry_run=wanted.dry_run))


@operation("listRetentionExecutions", own(RESOURCE, "list"))
def list_executions(call: Call) -> Reply:
    """The last first."""
    found, _ = _opened(call, "list")
    listing = call.listing()
    executions, total = call.services.jobs.executions(listing, RETENTION, found.id)
    return call.page(listing, [execution(one) for one in executions], total)


@operation("operateRetentionExecution", own(RESOURCE, "operate"))
def operate(call: Call) -> Reply:
    """Stop it."""
    found, standing = _opened(call, "operate")
    wanted = call.body(Operate)
    if wanted.action != "stop":
        raise Refusal("BAD_REQUEST", "action: must be 'stop'")
    call.services.retention.stop(standing, found.id, call.number("eid"), call.caller.actor)
    return Reply()


@operation("listRetentionTasks", own(RESOURCE, "list"))
def list_tasks(call: Call) -> Reply:
    """One for each repository that a rule was about."""
    found, _ = _opened(call, "list")
    eid = call.services.jobs.execution(call.number("eid"), RETENTION, found.id).id
    listing = call.listing()
    tasks, total = call.services.jobs.tasks(eid, listing)
    return call.page(listing, [task(one) for one in tasks], total)


@operation("getRetentionTaskLog", own(RESOURCE, "read"))
def log(call: Call) -> Reply:
    """What stayed, and by which rule; what went."""
    found, _ = _opened(call, "read")
    eid = call.services.jobs.execution(call.number("eid"), RETENTION, found.id).id
    one = call.services.jobs.task(call.number("tid"))
    if one.execution_id != eid:
        raise Refusal("NOT_FOUND", f"task {one.id} does not exist")
    return text("".join(call.services.jobs.log(one.id)))


def _opened(call: Call, action: str) -> tuple[Policy, Standing]:
    """The policy of the path, with which the caller may do so; one that it may not see is as absent."""
    if not call.caller.known:
        raise call.denied()
    policy_id = call.number("id")
    found = call.services.retention.find(policy_id)
    standing = None if found is None else _standing(call, found.project_id)
    if found is None or standing is None:
        if call.caller.sysadmin:
            call.demanded = True
            raise absent(policy_id)
        raise call.denied()
    call.demand(RESOURCE, action, standing)
    return found, standing


def _standing(call: Call, project_id: int) -> Standing | None:
    return call.services.projects.standing(call.caller.account_id, str(project_id))
