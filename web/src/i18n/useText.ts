import { type Key, type Language, tagOf, textsOf, useLanguage } from "~/i18n/language";

export type Values = Record<string, string | number>;

export interface Words {
  language: Language;
  /** The text under a key; `{name}` is filled in, and `count` chooses the form of the plural. */
  t: (key: Key, values?: Values) => string;
  number: (value: number) => string;
  /** Bytes, as a number with three digits and a unit. */
  size: (bytes: number) => string;
  /** A point in time, in the reader's zone. */
  date: (iso: string) => string;
  /** How long ago. */
  ago: (iso: string) => string;
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

// A list of rows asks hundreds of times a second, and formatters take long to make.
const made: Partial<Record<Language, Words>> = {};

export function useText(): Words {
  const language = useLanguage();
  made[language] ??= wordsOf(language);
  return made[language];
}

function wordsOf(language: Language): Words {
  const tag = tagOf(language);
  const texts = textsOf(language);
  const plural = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  const digits = new Intl.NumberFormat(tag, { maximumSignificantDigits: 3 });
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });

  function t(key: Key, values: Values = {}): string {
    const text = texts[key] ?? key;
    const form = typeof text === "string" ? text : (text[plural.select(Number(values.count))] ?? text.other ?? key);
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? numbers.format(value) : value;
    });
  }

  function size(bytes: number): string {
    const step = bytes > 0 ? Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1) : 0;
    return `${digits.format(bytes / 1024 ** step)} ${UNITS[step]}`;
  }

  function ago(iso: string): string {
    const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
    for (const [unit, length] of STEPS) {
      if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
    }
    return relative.format(0, "minute");
  }

  return { language, t, number: numbers.format, size, date: (iso) => dates.format(new Date(iso)), ago };
}
