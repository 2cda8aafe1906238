import { type ReactNode, useState } from "react";
import { useText } from "~/i18n/useText";
import { DeleteMany } from "~/pages/repository/DeleteMany";
import type { useChosen } from "~/pages/repository/useChosen";
import type { RepositoryProps } from "~/pages/repository/useRepository";
import { Button } from "~/ui/Button";

interface ChosenBarProps extends RepositoryProps {
  choice: ReturnType<typeof useChosen>;
  children?: ReactNode;
}

/** What can be done with the rows that are chosen. */
export function ChosenBar({ choice, children, ...at }: ChosenBarProps) {
  const { t } = useText();
  const [deleting, setDeleting] = useState(false);
  const { chosen, total } = choice;
  return (
    <>
      {chosen.count > 0 && (
        <>
          <output>{t("chosen.count", { count: chosen.count })}</output>
          {chosen.matching === undefined && chosen.count < total && (
            <Button look="plain" onClick={choice.all}>
              {t("chosen.all", { count: total })}
            </Button>
          )}
          {children}
          <Button look="danger" onClick={() => setDeleting(true)}>
            {t("action.delete")}
          </Button>
        </>
      )}
      {deleting && (
        <DeleteMany
          {...at}
          chosen={chosen}
          onClose={() => {
            setDeleting(false);
            choice.none();
          }}
        />
      )}
    </>
  );
}
