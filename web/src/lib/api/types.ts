/** The API's types under the names that the app uses; the only place that knows the schema's names. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type NamedArtist = Schemas['NamedArtist'];
export type Cover = Schemas['Cover'];
export type Gain = Schemas['Gain'];
export type ArtistSummary = Schemas['ArtistSummary'];
export type Artist = Schemas['Artist'];
export type AlbumSummary = Schemas['AlbumSummary'];
export type Album = Schemas['Album'];
export type Disc = Schemas['Disc'];
export type Track = Schemas['Track'];
export type Lyrics = Schemas['Lyrics'];
export type LyricLine = Schemas['LyricLine'];
export type LyricWord = Schemas['LyricWord'];
export type Genre = Schemas['Genre'];
export type Decade = Schemas['Decade'];
export type LanguageCount = Schemas['LanguageCount'];
export type Folder = Schemas['Folder'];
export type SearchResults = Schemas['SearchResults'];
export type Playback = Schemas['Playback'];
export type Server = Schemas['Server'];
export type Session = Schemas['Session'];
export type SessionMember = Schemas['SessionMember'];
export type Consent = Schemas['Consent'];
export type Listen = Schemas['Listen'];
export type NewListen = Schemas['NewListen'];
export type NewPlayState = Schemas['NewPlayState'];
export type PlayState = Schemas['PlayState'];
export type Problem = Schemas['Problem'];

/** One page of a cursor list; catalogue lists also tell how many there are in all. */
export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
}
