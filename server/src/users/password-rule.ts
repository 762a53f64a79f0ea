// Length over variety (NIST SP 800-63B): at least 12 characters, not a common one, not built on one's own e-mail name.
import { Problem } from '../http/problem.ts';

const fewest = 12;

// Common passwords of twelve characters and more; shorter ones fall to the length already.
const common = new Set([
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'passw0rd1234',
  'welcome12345',
  'welcome123456',
  'letmein12345',
  'letmein123456',
  'administrator',
  'administrator1',
  'admin1234567',
  'admin12345678',
  'qwerty123456',
  'qwerty1234567',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopasdf',
  'qwertyuiop[]',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'zaq12wsxcde3',
  'iloveyou1234',
  'iloveyou12345',
  'changeme1234',
  'changeme12345',
  'trustno1trustno1',
  'princess1234',
  'football1234',
  'baseball1234',
  'superman1234',
  'sunshine1234',
  'dragon123456',
  'monkey123456',
  'master123456',
  'abc123456789',
  'abcd12345678',
  'secret123456',
  'default12345',
  'bangladesh123',
  'bangladesh1971',
  'sampark12345',
  'sampark-demo',
]);

const rows = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/** Undefined when the password may be used; otherwise why not. */
export function passwordFault(password: string, email: string): string | undefined {
  if ([...password].length < fewest) return `It has fewer than ${fewest} characters.`;
  const plain = password.normalize('NFKC').toLowerCase();
  if (common.has(plain)) return 'It is one of the most used passwords.';
  if (/^(.{1,4})\1+.?$/u.test(plain)) return 'It repeats the same few characters.';
  const reversed = [...plain].reverse().join('');
  if (rows.some((row) => row.includes(plain) || row.includes(reversed))) return 'It is a plain sequence.';
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  if (name.length >= 4 && plain.includes(name)) return 'It contains the name of your e-mail address.';
  return undefined;
}

/** Throws `weak_password`. */
export function requireGoodPassword(password: string, email: string, field: string): void {
  const fault = passwordFault(password, email);
  if (fault !== undefined) throw new Problem('weak_password', { detail: fault, field });
}
