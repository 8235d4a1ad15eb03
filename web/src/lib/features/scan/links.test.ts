import { describe, expect, it } from 'vitest';
import { judge } from './links';

const ORIGIN = 'https://music.example';
const TICKET = 'AbCdEfGhIjKlMnOpQr-_uv';
const SECRET = 'a'.repeat(32);

describe('a scanned text', () => {
  it.each([
    [`${ORIGIN}/q/${TICKET}`, `/q/${TICKET}`],
    [`HTTPS://MUSIC.EXAMPLE/q/${TICKET}`, `/q/${TICKET}`],
    [`http://music.example/share/${SECRET}`, `/share/${SECRET}`],
    [`${ORIGIN}/albums/alb_1?disc=2#3`, '/albums/alb_1?disc=2#3'],
    [`${ORIGIN}/`, '/'],
    [ORIGIN, '/'],
  ])('%s is opened', (text, path) => {
    expect(judge(text, ORIGIN)).toEqual({ kind: 'page', path });
  });

  it.each([
    // Other hosts, and what looks like ours.
    `https://evil.example/q/${TICKET}`,
    `https://music.example.evil.example/q/${TICKET}`,
    `https://music.example@evil.example/q/${TICKET}`,
    `https://evil@music.example/q/${TICKET}`,
    `https://music.example:444/q/${TICKET}`,
    `https://evil.example\\@music.example/q/${TICKET}`,
    `//music.example/q/${TICKET}`,
    `/q/${TICKET}`,
    // Pages that act, or that are nobody's business.
    `${ORIGIN}/setup?token=x`,
    `${ORIGIN}/operator`,
    `${ORIGIN}/privacy/close`,
    `${ORIGIN}/api/v1/sign_out`,
    `${ORIGIN}/q/${TICKET}/../../operator`,
    `${ORIGIN}/q/short`,
    `${ORIGIN}/sign-in?next=/operator`,
    // Other schemes, and mere text.
    'javascript:alert(1)',
    `data:text/html,${ORIGIN}/q/${TICKET}`,
    `${ORIGIN}/q/${TICKET} `,
    `see ${ORIGIN}/q/${TICKET}`,
    'WIFI:S:home;T:WPA;P:secret;;',
    '你好',
    '',
  ])('%s is shown and not opened', (text) => {
    expect(judge(text, ORIGIN)).toEqual({ kind: 'text', text });
  });

  it('never leads away from this service', () => {
    // Whatever stands in each place of an address, what is opened is a path below this origin, and a listed one.
    const parts = {
      scheme: ['https://', 'http://', 'javascript://', 'ftp://', '//', 'https:/', ''],
      user: ['', 'evil.example@', 'a:b@', 'music.example@'],
      host: [
        'music.example',
        'evil.example',
        'music.example.',
        'MUSIC.example',
        'music.example:443',
        'music.example:81',
      ],
      path: [
        '',
        '/',
        `/q/${TICKET}`,
        '//evil.example',
        '/\\evil.example',
        '/%2e%2e/operator',
        '/operator',
        '/sign-in',
      ],
    };
    let opened = 0;
    for (const scheme of parts.scheme)
      for (const user of parts.user)
        for (const host of parts.host)
          for (const path of parts.path) {
            const judged = judge(scheme + user + host + path, ORIGIN);
            if (judged.kind !== 'page') continue;
            opened += 1;
            expect(new URL(judged.path, ORIGIN).origin).toBe(ORIGIN);
            expect([
              user,
              host.toLowerCase().replace(':443', ''),
              ['', '/', `/q/${TICKET}`].includes(path),
            ]).toEqual(['', 'music.example', true]);
          }
    expect(opened).toBeGreaterThan(5);
  });

  it('is cut where it is longer than any code', () => {
    const judged = judge('x'.repeat(10_000), ORIGIN);
    expect(judged.kind === 'text' && judged.text.length).toBe(7_089);
  });
});
