import { useState } from "react";
import { useText } from "~/i18n/useText";
import { Button } from "~/ui/Button";
import { SelectField, TextField } from "~/ui/Field";

const CRONS = { never: "", hourly: "0 0 * * * *", daily: "0 0 0 * * *", weekly: "0 0 0 * * 0" } as const;
const NAMES = Object.keys(CRONS) as (keyof typeof CRONS)[];

interface ScheduleProps {
  cron: string;
  busy: boolean;
  onSave: (cron: string) => void;
}

/** When something runs by itself: often enough by name, else as a cron of six fields. */
export function Schedule({ cron, busy, onSave }: ScheduleProps) {
  const { t } = useText();
  const [written, setWritten] = useState(cron);
  const known = NAMES.find((name) => CRONS[name] === written);
  const [custom, setCustom] = useState(known === undefined);
  const wrong = custom && written.trim().split(/\s+/).length !== 6;
  return (
    <div className="row">
      <SelectField
        label={t("schedule.title")}
        value={custom ? "custom" : (known ?? "custom")}
        onChange={(event) => {
          const name = event.target.value;
          setCustom(name === "custom");
          if (name in CRONS) setWritten(CRONS[name as keyof typeof CRONS]);
        }}
      >
        {NAMES.map((name) => (
          <option key={name} value={name}>
            {t(`schedule.${name}`)}
          </option>
        ))}
        <option value="custom">{t("schedule.custom")}</option>
      </SelectField>
      {custom && (
        <TextField
          label={t("schedule.cron")}
          hint={t("schedule.cronRule")}
          error={wrong && t("schedule.cronRule")}
          value={written}
          onChange={(event) => setWritten(event.target.value)}
        />
      )}
      {written !== cron && (
        <Button look="main" busy={busy} disabled={wrong} onClick={() => onSave(written.trim())}>
          {t("action.save")}
        </Button>
      )}
    </div>
  );
}
