import { describe, expect, it } from 'vitest';
import type { Setting, SettingsSection } from '$lib/api/types';
import { SettingsForm } from './form.svelte';
import { labelOf, partsOf, restOf } from './words';

function setting(name: string, more: Partial<Setting> = {}): Setting {
  return {
    name,
    kind: 'text',
    about: name,
    example: null,
    default: null,
    when_absent: null,
    choices: [],
    min: null,
    max: null,
    is_set: false,
    source: 'default',
    place: null,
    value: null,
    is_hidden: false,
    changed_at: null,
    ...more,
  };
}

const secret: Partial<Setting> = { kind: 'secret', is_hidden: true };
const stored: Partial<Setting> = { is_set: true, source: 'stored' };

function section(...settings: Setting[]): SettingsSection {
  const tables = new Map<string, Setting[]>();
  for (const one of settings) {
    const table = one.name.slice(0, one.name.lastIndexOf('.'));
    tables.set(table, [...(tables.get(table) ?? []), one]);
  }
  const list = [...tables].map(([name, of]) => ({ name, about: null, settings: of }));
  return { name: list[0]!.name, tables: list };
}

function field(form: SettingsForm, name: string) {
  const drafts = form.tables.flatMap(({ drafts }) => drafts);
  return drafts.find((draft) => draft.setting.name === name)!;
}

describe('the form of a connector', () => {
  it('saves what was written, removes what was emptied, and leaves the rest alone', () => {
    const form = new SettingsForm(
      section(
        setting('a.id', { ...stored, value: 'old' }),
        setting('a.name', { ...stored, value: 'home' }),
        setting('a.address'),
      ),
    );
    expect([form.changes, form.isChanged]).toEqual([{}, false]);
    field(form, 'a.id').text = ' new ';
    field(form, 'a.name').text = '';
    expect(form.changes).toEqual({ 'a.id': 'new', 'a.name': null });
    field(form, 'a.id').text = 'old';
    field(form, 'a.name').text = 'home';
    expect(form.isChanged).toBe(false);
  });

  it('knows of a secret only that it is set: it stays, is replaced, or goes', () => {
    const form = new SettingsForm(
      section(setting('a.key', { ...secret, ...stored }), setting('a.more', secret)),
    );
    const [key, more] = [field(form, 'a.key'), field(form, 'a.more')];
    expect([key.isSealed, more.isSealed, form.changes]).toEqual([true, false, {}]);
    key.fate = 'replace';
    expect([key.isSealed, form.changes]).toEqual([false, {}]);
    key.text = 'fresh';
    more.text = 'first';
    expect(form.changes).toEqual({ 'a.key': 'fresh', 'a.more': 'first' });
    key.fate = 'remove';
    more.text = '';
    expect(form.changes).toEqual({ 'a.key': null });
  });

  it('never changes what stands in the file, the environment or a flag', () => {
    const form = new SettingsForm(
      section(setting('a.id', { is_set: true, source: 'file', place: 'qingyin.toml:3', value: 'x' })),
    );
    const id = field(form, 'a.id');
    id.text = 'y';
    expect([id.isFixed, form.changes]).toEqual([true, {}]);
  });

  it('shows what belongs to a choice while it is chosen, and saves nothing else', () => {
    const words = ['console', 'aliyun', 'tencent'];
    const form = new SettingsForm(
      section(
        setting('sms.gateway', { kind: 'choice', choices: words, default: 'console' }),
        setting('sms.simulator'),
        setting('sms.aliyun.id'),
        setting('sms.tencent.id'),
        setting('sms.other.id'),
      ),
    );
    const names = () => form.tables.map(({ table }) => table.name);
    expect(names()).toEqual(['sms', 'sms.other']);
    field(form, 'sms.gateway').text = 'aliyun';
    expect(names()).toEqual(['sms', 'sms.aliyun', 'sms.other']);
    field(form, 'sms.aliyun.id').text = 'one';
    expect(form.shows('sms.aliyun.id')).toBe(true);
    field(form, 'sms.gateway').text = 'tencent';
    expect([form.shows('sms.aliyun.id'), form.changes]).toEqual([false, { 'sms.gateway': 'tencent' }]);
  });

  it('begins anew from what was saved', () => {
    const form = new SettingsForm(section(setting('a.id')));
    field(form, 'a.id').text = 'x';
    form.reset(section(setting('a.id', { ...stored, value: 'x' })));
    expect([form.isChanged, field(form, 'a.id').text]).toEqual([false, 'x']);
  });
});

describe('what a field is called', () => {
  it('is the first part of what the setting is about, and the rest explains', () => {
    for (const [about, label, rest] of [
      ['网站应用的 AppID。', '网站应用的 AppID', ''],
      ['到期日；此日之后不再发送。', '到期日', '此日之后不再发送。'],
      [
        'Token of the push. Its address is `https://a.b/c`.',
        'Token of the push',
        'Its address is `https://a.b/c`.',
      ],
      [
        'Last day of the agreement; after it nothing is sent.',
        'Last day of the agreement',
        'after it nothing is sent.',
      ],
      ['no stop', 'no stop', ''],
    ] as const) {
      expect([labelOf(about), restOf(about)]).toEqual([label, rest]);
    }
  });

  it('marks what is to be typed as it stands', () => {
    expect(partsOf('see `a` and')).toEqual([
      { text: 'see ', isCode: false },
      { text: 'a', isCode: true },
      { text: ' and', isCode: false },
    ]);
  });
});
