/** Being a member in a browser: signing in by the code that the service prints, and counting what it keeps. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Visitor } from './support';

/** Number of the next person; each test has people of its own. */
let people = 0;

/** A phone number that nobody in this run has had. */
export function newPhone(): string {
  people += 1;
  return `138${String(process.pid % 10_000).padStart(4, '0')}${String(people).padStart(4, '0')}`;
}

function output(): string {
  return readFileSync(process.env['QINGYIN_OUTPUT']!, 'utf8');
}

/** The codes printed so far for a number, whose middle is hidden there. */
function codes(phone: string): string[] {
  const masked = `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  return output()
    .split('\n')
    .filter((line) => line.startsWith(`sms: code for ${masked} is `))
    .map((line) => line.trim().split(' ').at(-1)!);
}

/** The one-time link to become operator, as its path. */
export function operatorLink(): string | null {
  return /\/setup\?token=\S+/.exec(output())?.[0] ?? null;
}

/** Fills the sign-in form that is on the page, accepting the policy. */
export async function fillSignIn({ page }: Visitor, phone: string) {
  const before = codes(phone).length;
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await expect.poll(() => codes(phone).length).toBeGreaterThan(before);
  await page.getByLabel('验证码', { exact: true }).fill(codes(phone).at(-1)!);
  await page.getByLabel('我已阅读并同意').check();
  await page.locator('main').getByRole('button', { name: '登录', exact: true }).click();
}

/** Signs a new or known person in and goes to a page. */
export async function signIn(visitor: Visitor, phone: string, next = '/') {
  await visitor.page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await fillSignIn(visitor, phone);
  await visitor.page.waitForURL((url) => url.pathname === next);
}

/** Rows in each table with personal data, by the service's own doctor. */
export function personalRows(): Record<string, number> {
  const data = join(dirname(process.env['QINGYIN_OUTPUT']!), 'data');
  const report = execFileSync(process.env['QINGYIN_BINARY']!, ['doctor', '--rows', '--data', data], {
    encoding: 'utf8',
  });
  const rows = report.split('\n').map((line) => line.split('\t'));
  return Object.fromEntries(
    rows.filter(([kind]) => kind === 'personal').map(([, table, n]) => [table, Number(n)]),
  );
}
