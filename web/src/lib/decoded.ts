/** Values of an address as they were before they were written into it; one that was never encoded right stays. */
export function decoded<Values extends Record<string, string | undefined>>(values: Values): Values {
  const entries = Object.entries(values).map(([name, value]) => [name, value && decode(value)]);
  return Object.fromEntries(entries) as Values;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
