import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import "./field.css";

interface Around {
  label: ReactNode;
  /** What is expected, before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong, in words. */
  error?: ReactNode;
}

function Frame({ id, label, hint, error, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && !error && (
        <div className="hint" id={`${id}-note`}>
          {hint}
        </div>
      )}
      {error && (
        <div className="wrong" id={`${id}-note`} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

function noted(id: string, { hint, error }: Pick<Around, "hint" | "error">) {
  return { id, "aria-invalid": Boolean(error), ...(hint || error ? { "aria-describedby": `${id}-note` } : {}) };
}

export function TextField({ label, hint, error, ...rest }: Around & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input {...rest} {...noted(id, { hint, error })} />
    </Frame>
  );
}

export function AreaField({ label, hint, error, ...rest }: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea {...rest} {...noted(id, { hint, error })} />
    </Frame>
  );
}

export function SelectField({
  label,
  hint,
  error,
  children,
  ...rest
}: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select {...rest} {...noted(id, { hint, error })}>
        {children}
      </select>
    </Frame>
  );
}

export function CheckField({ label, ...rest }: { label: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="check">
      <input {...rest} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}
