/** PostgreSQL stores neither NUL nor half a surrogate pair. */
export function storable(given: string): string {
  const text = given.includes('\0') ? given.replaceAll('\0', '') : given;
  return text.isWellFormed() ? text : text.toWellFormed();
}
