import type { QueryKey } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";

interface ConfirmProps {
  title: string;
  action: string;
  /** What goes, and whether it can be had back. */
  children: ReactNode;
  send: () => Promise<unknown>;
  changed: QueryKey[];
  /** Where much goes at once: what has to be typed before. */
  typed?: string;
  onClose: () => void;
  onDone?: () => void;
}

/** Asks before something is removed. */
export function Confirm({ title, action, children, send, changed, typed, onClose, onDone }: ConfirmProps) {
  const { t } = useText();
  const [written, setWritten] = useState("");
  const change = useChange(send, changed, () => {
    onDone?.();
    onClose();
  });
  return (
    <FormDialog
      title={title}
      action={action}
      danger
      busy={change.isPending}
      error={change.error}
      disabled={typed !== undefined && written !== typed}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      <div>{children}</div>
      {typed !== undefined && (
        <TextField
          label={t("confirm.type", { name: typed })}
          value={written}
          autoComplete="off"
          onChange={(event) => setWritten(event.target.value)}
        />
      )}
    </FormDialog>
  );
}
