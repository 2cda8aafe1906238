import { useText } from "~/i18n/useText";

export function Loading() {
  const { t } = useText();
  return (
    <p className="page quiet" role="status">
      {t("list.loading")}
    </p>
  );
}
