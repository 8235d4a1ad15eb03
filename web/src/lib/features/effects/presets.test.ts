import { describe, expect, it } from 'vitest';
import { BAND_GAIN_DB_MAX } from './bands';
import {
  deletePreset,
  exportPresets,
  importPresets,
  matchingPreset,
  OWN_PRESETS_MAX,
  parsePresets,
  PRESET_NAMES,
  PresetError,
  PRESETS,
  renamePreset,
  savePreset,
} from './presets';

const GAINS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const file = (presets: unknown) =>
  JSON.stringify({ format: 'qingyin-equaliser-presets', version: 1, presets });

function faultOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof PresetError) return `${thrown.field}: ${thrown.fault}`;
    throw thrown;
  }
  return 'none';
}

it('comes with presets of ten gains within range, all different', () => {
  for (const name of PRESET_NAMES) {
    expect(PRESETS[name]).toHaveLength(10);
    for (const gain of PRESETS[name]) expect(Math.abs(gain)).toBeLessThanOrEqual(BAND_GAIN_DB_MAX);
    expect(matchingPreset([...PRESETS[name]])).toBe(name);
  }
});

describe('own presets', () => {
  it('are saved, replaced, renamed and deleted by name', () => {
    let own = savePreset([], '  客厅 ', GAINS);
    expect(own).toEqual([{ name: '客厅', gainsDb: GAINS }]);
    own = savePreset(own, '客厅', [...PRESETS.flat]);
    expect(own).toEqual([{ name: '客厅', gainsDb: PRESETS.flat }]);
    own = savePreset(own, '车里', GAINS);
    expect(faultOf(() => renamePreset(own, '车里', '客厅'))).toBe('name: name_taken');
    own = renamePreset(own, '车里', '地铁');
    expect(own.map(({ name }) => name)).toEqual(['客厅', '地铁']);
    expect(deletePreset(own, '客厅').map(({ name }) => name)).toEqual(['地铁']);
  });

  it('need a name of some length', () => {
    expect(faultOf(() => savePreset([], ' ', GAINS))).toBe('name: name_missing');
    expect(faultOf(() => savePreset([], '长'.repeat(31), GAINS))).toBe('name: name_too_long');
  });

  it('come back from a file as they went', () => {
    const own = savePreset(savePreset([], '客厅', GAINS), 'Car', [...PRESETS.rock]);
    expect(parsePresets(exportPresets(own))).toEqual(own);
    expect(importPresets(own, exportPresets(own))).toEqual(own);
  });

  it('get a number when their name is taken by other gains', () => {
    const own = savePreset([], '客厅', GAINS);
    const more = importPresets(own, file([{ name: '客厅', gainsDb: PRESETS.rock }]));
    expect(more.map(({ name }) => name)).toEqual(['客厅', '客厅 2']);
  });
});

describe('a file with a fault', () => {
  it.each([
    ['{', 'file: not_json'],
    ['null', 'format: wrong_format'],
    ['{"format":"other"}', 'format: wrong_format'],
    ['{"format":"qingyin-equaliser-presets","version":2}', 'version: wrong_version'],
    [file({}), 'presets: not_a_list'],
    [file(new Array(OWN_PRESETS_MAX + 1).fill({})), 'presets: too_many'],
    [file([null]), 'presets[0].name: name_missing'],
    [file([{ name: 'x', gainsDb: [1] }]), 'presets[0].gainsDb: not_ten_gains'],
    [
      file([
        { name: 'x', gainsDb: GAINS },
        { name: 'y', gainsDb: GAINS.map((gain, i) => (i === 4 ? 13 : gain)) },
      ]),
      'presets[1].gainsDb[4]: gain_out_of_range',
    ],
    [
      file([{ name: 'x', gainsDb: GAINS.map((_, i) => (i === 2 ? '3' : 0)) }]),
      'presets[0].gainsDb[2]: gain_out_of_range',
    ],
  ])('%.40s… says which field: %s', (text, fault) => {
    expect(faultOf(() => importPresets([], text))).toBe(fault);
  });
});
