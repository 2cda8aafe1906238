import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { useText } from "~/i18n/useText";
import { Button } from "~/ui/Button";
import { Refusal } from "~/ui/Refusal";
import "./dialog.css";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog over the page. The browser holds the focus within and gives it back; Escape closes. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

interface FormDialogProps extends DialogProps {
  action: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  disabled?: boolean;
  onSubmit: () => void;
}

/** A form in a dialog: what was written stays when it is refused. */
export function FormDialog({ action, danger, busy, error, disabled, onSubmit, children, ...rest }: FormDialogProps) {
  const { t } = useText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog {...rest}>
      <form className="stack" onSubmit={submit} noValidate>
        {children}
        {Boolean(error) && <Refusal error={error} />}
        <div className="row dialog-actions">
          <Button onClick={rest.onClose}>{t("action.cancel")}</Button>
          <Button type="submit" look={danger ? "danger" : "main"} busy={busy} disabled={disabled}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
