import { describe, expect, it } from 'vitest';
import {
  isWhole,
  newCondition,
  newDraft,
  newGroup,
  parse,
  placed,
  withField,
  withOperator,
  write,
  type Condition,
  type Draft,
} from './rules';

const genre: Condition = { ...newCondition('genre'), operator: 'is', value: '民谣' };
const long: Condition = { ...newCondition('duration_ms'), operator: 'between', value: '60', upper: '300' };
const unheard = {
  ...newGroup([{ ...newCondition('play_count'), operator: 'at_least', value: '1' }], 'all'),
  not: true,
};
const draft: Draft = {
  root: newGroup([genre, newGroup([long, unheard], 'any')], 'all'),
  order: [{ by: 'added', descending: true }],
  limit: '100',
};

const JSON_FORM = {
  match: {
    all: [
      { field: 'genre', operator: 'is', value: '民谣' },
      {
        any: [
          { field: 'duration_ms', operator: 'between', value: [60_000, 300_000] },
          { not: { all: [{ field: 'play_count', operator: 'at_least', value: 1 }] } },
        ],
      },
    ],
  },
  order: [{ by: 'added', descending: true }],
  limit: 100,
};

describe('rules', () => {
  it('are written as the server reads them', () => {
    expect(write(draft).json).toEqual(JSON_FORM);
  });

  it('come back as they were written', () => {
    const read = parse(JSON_FORM);
    expect(read).not.toBeNull();
    expect(write(read!).json).toEqual(JSON_FORM);
  });

  it('of a single condition stand in a group', () => {
    const read = parse({ match: { field: 'liked', operator: 'is', value: true } });
    expect(write(read!).json).toEqual({ match: { all: [{ field: 'liked', operator: 'is', value: true }] } });
  });

  it.each([
    [null],
    [{ match: { some: [] } }],
    [{ match: { field: 'colour', operator: 'is', value: 1 } }],
    [{ match: { field: 'title', operator: 'over', value: 'a' } }],
    [{ match: { all: [{}] } }],
    [{ match: { field: 'liked', operator: 'is', value: true }, order: [{ by: 'mood' }] }],
  ])('that this form cannot show are not read: %j', (json) => {
    expect(parse(json)).toBeNull();
  });

  it('keep what is no number for the server to refuse', () => {
    const year: Condition = { ...newCondition('year'), operator: 'is', value: 'soon' };
    expect(write({ ...newDraft(), root: newGroup([year], 'all') }).json).toMatchObject({
      match: { all: [{ value: 'soon' }] },
    });
  });

  it('show what the server says at the part it is about', () => {
    const { places } = write(draft);
    const said = placed(
      [
        { name: 'rules.match.all[0].value', message: 'a' },
        { name: 'rules.match.all[1].any[0].value[1]', message: 'b' },
        { name: 'rules.match.all[1].any[1].not.all', message: 'c' },
        { name: 'rules.limit', message: 'd' },
      ],
      places,
    );
    expect([...said.at]).toEqual([
      [genre.uid, 'a'],
      [long.uid, 'b'],
      [unheard.uid, 'c'],
    ]);
    expect(said.other).toEqual(['d']);
  });

  it('are whole when everything is filled in', () => {
    expect(isWhole(draft.root)).toBe(true);
    expect(isWhole(newDraft().root)).toBe(false);
    expect(isWhole({ ...long, upper: ' ' })).toBe(false);
    expect(isWhole(newGroup([]))).toBe(false);
  });
});

describe('a condition', () => {
  it('keeps its value on a field of the same kind', () => {
    expect(withField(genre, 'title')).toEqual({ ...genre, field: 'title' });
    expect(withField(genre, 'year')).toMatchObject({ uid: genre.uid, operator: 'is', value: '' });
  });

  it('keeps no days as a date', () => {
    const recent = newCondition('added');
    expect(recent.value).toBe('30');
    expect(withOperator(recent, 'not_in_last_days').value).toBe('30');
    expect(withOperator(recent, 'before').value).toBe('');
  });
});
