import { describe, expect, it } from 'vitest';
import * as books from './book';
import { album, track } from './fakes';

const tracks = (...ids: string[]) => ids.map((id) => track(id));
const two = () => {
  const first = books.withKept(books.EMPTY, album('A', '1', '2'), tracks('1', '2'));
  return books.withKept(first, album('B', '2', '3'), tracks('2', '3'));
};

describe('the book of what is stored', () => {
  it('wants each track once, what was chosen first coming first', () => {
    expect(books.missing(two()).map(({ track }) => track.id)).toEqual(['1', '2', '3']);
  });

  it('counts what is there, and each byte once', () => {
    let book = books.withStored(two(), '1', 100);
    book = books.withStored(book, '2', 50);
    expect(books.stateOf(book, book.kept[1]!)).toEqual({ stored: 2, total: 2, size_bytes: 150 });
    expect(books.stateOf(book, book.kept[0]!)).toEqual({ stored: 1, total: 2, size_bytes: 50 });
    expect(books.totals(book)).toEqual({ tracks: 2, size_bytes: 150 });
    expect(books.playable(book, book.kept[0]!).map(({ id }) => id)).toEqual(['2']);
  });

  it('lets go of a track only when nothing holds it any more', () => {
    const before = books.withStored(two(), '2', 50);
    const after = books.withoutKept(before, 'album', 'A');
    expect(Object.keys(after.tracks)).toEqual(['2', '3']);
    expect(after.tracks['2']?.size_bytes).toBe(50);
    expect(books.withoutKept(after, 'album', 'B')).toEqual(books.EMPTY);
  });

  it('renews what is chosen again, and keeps what is there', () => {
    const book = books.withKept(books.withStored(two(), '1', 100), album('A', '1', '4'), tracks('1', '4'));
    expect(book.kept.map(({ id }) => id)).toEqual(['A', 'B']);
    expect(book.tracks['1']?.size_bytes).toBe(100);
    expect(Object.keys(book.tracks).sort()).toEqual(['1', '2', '3', '4']);
  });

  it('takes in no track that nobody wants any more', () => {
    expect(books.withStored(books.EMPTY, '1', 100)).toEqual(books.EMPTY);
  });

  it.each([null, 3, {}, { kept: 1, tracks: {} }, { kept: [], tracks: null }])(
    'reads %j as empty',
    (nonsense) => expect(books.parse(nonsense)).toEqual(books.EMPTY),
  );
});
