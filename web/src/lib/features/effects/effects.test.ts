import { beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '$lib/features/settings/settings.svelte';
import { DeviceStorage, STORAGE_KEYS } from '$lib/storage';
import { Effects } from './effects.svelte';
import { PRESETS } from './presets';
import { ALL_OFF, anyOn, DEFAULT_EFFECTS, effectSettings, shapeOf } from './settings';

let kept: Map<string, string>;
const store = () =>
  new DeviceStorage(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }));
const open = () => new Effects(store(), new Settings(store()), () => null);

beforeEach(() => {
  kept = new Map();
});

describe('the effects of a device', () => {
  it('are off at first, and remembered as they were left', () => {
    const effects = open();
    expect(effects.on).toBe(false);
    effects.on = true;
    effects.choosePreset(PRESETS.folk);
    effects.change('room', { on: true, name: 'cathedral', mix: 0.4 });
    effects.slot = 'b';
    effects.setBand(3, 5);
    effects.save('客厅');
    const again = open();
    expect(again.on).toBe(true);
    expect(again.slot).toBe('b');
    expect(again.current.equaliser.gainsDb[3]).toBe(5);
    expect(again.preset).toEqual({ kind: 'own', name: '客厅' });
    again.slot = 'a';
    expect(again.current).toEqual({
      ...DEFAULT_EFFECTS,
      equaliser: { on: true, gainsDb: PRESETS.folk },
      room: { on: true, name: 'cathedral', mix: 0.4 },
    });
    expect(again.preset).toEqual({ kind: 'app', name: 'folk' });
  });

  it('are kept under declared keys only', () => {
    const effects = open();
    effects.on = true;
    effects.change('bass', { on: true });
    effects.save('x');
    effects.rename('x', 'y');
    effects.import(effects.exported());
    expect(STORAGE_KEYS).toEqual(expect.arrayContaining([...kept.keys()]));
    effects.remove('y');
    expect(kept.has('qingyin.effects_presets')).toBe(false);
  });

  it('are set apart in A and B, copied and reset', () => {
    const effects = open();
    effects.change('bass', { on: true, gainDb: 9 });
    effects.slot = 'b';
    expect(effects.current.bass.on).toBe(false);
    effects.slot = 'a';
    effects.copyToOther();
    effects.reset();
    expect(effects.current).toEqual(DEFAULT_EFFECTS);
    effects.slot = 'b';
    expect(effects.current.bass.gainDb).toBe(9);
  });
});

describe('kept settings', () => {
  it.each([null, 7, 'x', {}, { equaliser: 3 }, { room: { name: 'cellar', mix: 9 } }])(
    'that are nonsense (%j) are as at first',
    (value) => expect(effectSettings(value)).toEqual(DEFAULT_EFFECTS),
  );

  it('that were cut or broken open to the first state', () => {
    kept.set('qingyin.effects_settings', '{"a":').set('qingyin.effects_presets', '[]');
    const effects = open();
    expect(effects.current).toEqual(DEFAULT_EFFECTS);
    expect(effects.own).toEqual([]);
  });

  it('never turn faster than a head can follow', () => {
    expect(effectSettings({ surround: { turnS: 0.5 } }).surround.turnS).toBe(4);
  });
});

it('tells what the graph is made of', () => {
  expect(anyOn(ALL_OFF)).toBe(false);
  expect(shapeOf(ALL_OFF)).toBe('');
  expect(shapeOf({ ...ALL_OFF, room: { on: true, name: 'hall', mix: 0.2 } })).toBe('room:hall');
  expect(shapeOf({ ...ALL_OFF, surround: { on: true, angleDeg: 30, width: 1, turnS: 8 } })).toBe(
    'surround:turn',
  );
});
