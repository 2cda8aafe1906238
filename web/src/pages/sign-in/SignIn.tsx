import { SignInForm } from "~/app/SignInForm";
import { useText } from "~/i18n/useText";
import { Page } from "~/ui/Page";
import "./sign-in.css";

export function SignIn() {
  const { t } = useText();
  return (
    <Page title={t("signIn.title")}>
      <div className="card sign-in">
        <SignInForm />
      </div>
    </Page>
  );
}
