/** Conditions of the contract's `q`. A value stands in quotes, so that commas and spaces in it mean nothing. */
const quoted = (value: string) => `"${value.replaceAll('"', "")}"`;

export const holds = (name: string, part: string) => (part ? `${name}=~${quoted(part)}` : "");
export const is = (name: string, value: string) => (value ? `${name}=${quoted(value)}` : "");

/** All of them together; empty ones ask for nothing. */
export const all = (...conditions: string[]) => conditions.filter(Boolean).join(",");
