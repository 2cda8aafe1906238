import { useMe } from "~/app/session";
import { useText } from "~/i18n/useText";
import { PasswordForm } from "~/pages/me/PasswordForm";
import { ProfileForm } from "~/pages/me/ProfileForm";
import { Sessions } from "~/pages/me/Sessions";
import { Page } from "~/ui/Page";

/** What somebody says of themselves, their password, and where they are signed in. */
export default function MyPage() {
  const { t } = useText();
  const { data: me } = useMe();
  if (!me) return null;
  return (
    <Page title={me.username ?? ""}>
      <div className="cards">
        <ProfileForm me={me} />
        <PasswordForm me={me} />
      </div>
      <Sessions />
      <p className="quiet">{t("me.clients")}</p>
    </Page>
  );
}
