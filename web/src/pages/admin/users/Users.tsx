import { useState } from "react";
import { useMe } from "~/app/session";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { useListState } from "~/lib/useListState";
import { NewUser } from "~/pages/admin/users/NewUser";
import { ResetPassword } from "~/pages/admin/users/ResetPassword";
import { deleteUser, fetchUsers, setAdmin, USERS, type User } from "~/pages/admin/users/users";
import { Button } from "~/ui/Button";
import { Confirm } from "~/ui/Confirm";
import { CheckField } from "~/ui/Field";
import { type Column, List } from "~/ui/List";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

type Doing = { what: "new" } | { what: "password" | "delete"; user: User } | null;

export default function Users() {
  const { t } = useText();
  const { data: me } = useMe();
  const state = useListState();
  const [doing, setDoing] = useState<Doing>(null);
  const admin = useChange(({ user, to }: { user: User; to: boolean }) => setAdmin(user, to), [[...USERS]]);
  const end = () => setDoing(null);
  const columns: Column<User>[] = [
    {
      title: t("signIn.name"),
      width: "1fr",
      sort: "username",
      cell: (one) => one.username,
      text: (one) => one.username ?? "",
    },
    { title: t("users.realname"), width: "1fr", cell: (one) => one.realname, text: (one) => one.realname ?? "" },
    { title: t("users.email"), width: "1.5fr", cell: (one) => one.email, text: (one) => one.email ?? "" },
    {
      title: t("users.admin"),
      width: "110px",
      cell: (one) => (
        <CheckField
          label={<span className="hidden">{t("users.adminOf", { name: one.username ?? "" })}</span>}
          checked={one.sysadmin_flag ?? false}
          disabled={one.user_id === me?.user_id || admin.isPending}
          onChange={(event) => admin.mutate({ user: one, to: event.target.checked })}
        />
      ),
      text: (one) => String(one.sysadmin_flag ?? false),
    },
    {
      title: t("users.seen"),
      width: "1fr",
      cell: (one) => <Time at={one.last_login_at} />,
      text: (one) => one.last_login_at ?? "",
    },
    {
      title: t("list.actions"),
      width: "220px",
      cell: (one) =>
        one.user_id !== me?.user_id && (
          <>
            <Button
              look="plain"
              onClick={() => setDoing({ what: "password", user: one })}
              aria-label={t("users.resetOf", { name: one.username ?? "" })}
            >
              {t("users.reset")}
            </Button>
            <Button
              look="plain"
              onClick={() => setDoing({ what: "delete", user: one })}
              aria-label={t("users.deleteOf", { name: one.username ?? "" })}
            >
              {t("action.delete")}
            </Button>
          </>
        ),
    },
  ];
  return (
    <Page
      title={t("admin.users")}
      actions={
        <Button look="main" onClick={() => setDoing({ what: "new" })}>
          {t("users.new")}
        </Button>
      }
    >
      {admin.error && <Refusal error={admin.error} />}
      <List
        label={t("admin.users")}
        columns={columns}
        state={state}
        queryKey={USERS}
        fetchPage={fetchUsers}
        rowKey={(one) => String(one.user_id)}
        empty={<p>{t("list.nothing")}</p>}
      />
      {doing?.what === "new" && <NewUser onClose={end} />}
      {doing?.what === "password" && <ResetPassword user={doing.user} onClose={end} />}
      {doing?.what === "delete" && (
        <Confirm
          title={t("users.deleteOf", { name: doing.user.username ?? "" })}
          action={t("action.delete")}
          send={() => deleteUser(doing.user)}
          changed={[[...USERS]]}
          onClose={end}
        >
          {t("users.deleteTold", { name: doing.user.username ?? "" })}
        </Confirm>
      )}
    </Page>
  );
}
