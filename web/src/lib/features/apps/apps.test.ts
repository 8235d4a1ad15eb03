import { describe, expect, it } from 'vitest';
import type { AppAccess } from '$lib/api/types';
import { isThisMachine } from './address';
import { Apps, type Calls, type Kind } from './apps.svelte';

const access = (id: string, made_at: string): AppAccess => ({
  id,
  name: id,
  user_name: `name-${id}`,
  made_at,
  last_used_at: null,
});

function service() {
  const kept: Record<Kind, AppAccess[]> = {
    key: [access('key_1', '2026-01-01T00:00:00Z'), access('key_2', '2026-01-03T00:00:00Z')],
    password: [access('pwd_1', '2026-01-02T00:00:00Z')],
  };
  const asked: string[] = [];
  const calls: Calls = {
    list: async (kind) => kept[kind],
    make: async (kind, name) => {
      asked.push(`make ${kind} ${name}`);
      const { id, user_name, made_at } = access('new', '2026-02-01T00:00:00Z');
      return { id, user_name, made_at, name, secret: 'hush' };
    },
    revoke: async (kind, id) => void asked.push(`revoke ${kind} ${id}`),
  };
  return { calls, asked };
}

describe('other apps', () => {
  it('are listed with the newest first, whatever their kind', async () => {
    const apps = new Apps(service().calls);
    await apps.load();
    expect(apps.items?.map(({ id }) => id)).toEqual(['key_2', 'pwd_1', 'key_1']);
  });

  it('show their secret until it is put away, and never keep it in the list', async () => {
    const { calls, asked } = service();
    const apps = new Apps(calls);
    await apps.load();
    await apps.make('password', '  手机  ');
    expect(asked).toEqual(['make password 手机']);
    expect(apps.made).toMatchObject({ secret: 'hush', kind: 'password', name: '手机' });
    expect(JSON.stringify(apps.items)).not.toContain('hush');
    expect(apps.items?.[0]).toMatchObject({ id: 'new', kind: 'password', last_used_at: null });
    apps.putAway();
    expect(apps.made).toBeNull();
  });

  it('are out once revoked, and their secret with them', async () => {
    const { calls, asked } = service();
    const apps = new Apps(calls);
    await apps.load();
    await apps.make('key', 'x');
    await apps.revoke(apps.items![0]!);
    expect(asked.at(-1)).toBe('revoke key new');
    expect(apps.made).toBeNull();
    expect(apps.items).toHaveLength(3);
  });
});

describe('the address', () => {
  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['[::1]', true],
    ['music.example', false],
    ['192.168.1.7', false],
  ])('%s is this machine: %s', (host, expected) => expect(isThisMachine(host)).toBe(expected));
});
