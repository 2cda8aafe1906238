/** What the registry asks of passwords: 8 to 128 characters, upper and lower case and a digit among them. */
export function isStrong(password: string): boolean {
  const long = password.length >= 8 && password.length <= 128;
  return long && /[A-Z]/.test(password) && /[a-z]/.test(password) && /\d/.test(password);
}
