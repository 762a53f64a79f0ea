// A socket file costs the kernel half of what TCP does, and sending is thousands of answers a second. It is kept in
// PostgreSQL's own data folder: whoever may read that one may knock, and still needs a password.

/** What fits into an address of the kernel's (sun_path), on Linux 108 bytes and on macOS 104, with the zero at its end. */
const longest = 103;

/** The folder for the socket file, or undefined where only TCP works: on Windows, and below a very long path. */
export function socketFolder(
  cluster: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (platform === 'win32') return undefined;
  return Buffer.byteLength(`${cluster}/.s.PGSQL.65535`) <= longest ? cluster : undefined;
}
