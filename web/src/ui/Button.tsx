import type { ButtonHTMLAttributes } from "react";
import "./button.css";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main` once a view; `danger` for what removes something; `plain` beside text. */
  look?: "main" | "usual" | "danger" | "plain";
  busy?: boolean;
}

export function Button({ look = "usual", busy = false, className = "", type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy}
      disabled={rest.disabled || busy}
      className={`button ${look} ${className}`}
    />
  );
}
