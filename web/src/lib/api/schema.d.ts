/**
 * The API as TypeScript types, in the shape that openapi-typescript gives them.
 */
export interface components {
  schemas: {
    NamedArtist: { id: string; name: string };
    NamedAlbum: { id: string; title: string };
    Cover: { id: string; color: string; url: string };
    Gain: {
      track_db: number | null;
      track_peak: number | null;
      album_db: number | null;
      album_peak: number | null;
    };
    ArtistSummary: {
      id: string;
      name: string;
      sort_letter: string;
      album_count: number;
      track_count: number;
      cover: components['schemas']['Cover'] | null;
    };
    Artist: components['schemas']['ArtistSummary'] & {
      albums: components['schemas']['AlbumSummary'][];
      appears_on: components['schemas']['AlbumSummary'][];
      top_tracks: components['schemas']['Track'][];
    };
    AlbumSummary: {
      id: string;
      title: string;
      artists: components['schemas']['NamedArtist'][];
      year: number | null;
      track_count: number;
      duration_ms: number;
      compilation: boolean;
      cover: components['schemas']['Cover'] | null;
    };
    Disc: { number: number; title: string | null; tracks: components['schemas']['Track'][] };
    Album: components['schemas']['AlbumSummary'] & {
      release_date: string | null;
      genres: string[];
      labels: string[];
      discs: components['schemas']['Disc'][];
      added_at: string;
    };
    Track: {
      id: string;
      title: string;
      artists: components['schemas']['NamedArtist'][];
      album: components['schemas']['NamedAlbum'] | null;
      album_artists: components['schemas']['NamedArtist'][];
      disc_number: number | null;
      track_number: number | null;
      year: number | null;
      genres: string[];
      language: string | null;
      composers: string[];
      duration_ms: number;
      codec: string;
      container: string;
      bitrate_kbps: number | null;
      sample_rate_hz: number | null;
      channels: number | null;
      bit_depth: number | null;
      size_bytes: number;
      gain: components['schemas']['Gain'];
      has_lyrics: boolean;
      cover: components['schemas']['Cover'] | null;
      playable: boolean;
      added_at: string;
    };
    LyricWord: { start_ms: number; end_ms: number; text: string };
    LyricLine: {
      start_ms: number | null;
      end_ms: number | null;
      text: string;
      words: components['schemas']['LyricWord'][] | null;
      translation: string | null;
    };
    Lyrics: {
      synced: boolean;
      source: 'sidecar' | 'embedded';
      language: string | null;
      offset_ms: number;
      lines: components['schemas']['LyricLine'][];
    };
    Genre: { name: string; album_count: number; track_count: number };
    Decade: { decade: number; album_count: number; track_count: number };
    LanguageCount: { language: string; album_count: number; track_count: number };
    FolderEntry: { name: string; path: string; track_count: number };
    Folder: {
      path: string;
      parent: string | null;
      name: string;
      folders: components['schemas']['FolderEntry'][];
      tracks: components['schemas']['Track'][];
    };
    SearchResults: {
      query: string;
      artists: components['schemas']['ArtistSummary'][];
      albums: components['schemas']['AlbumSummary'][];
      tracks: components['schemas']['Track'][];
    };
    Playback: {
      url: string;
      mode: 'original' | 'transcode';
      codec: string;
      mime_type: string;
      bitrate_kbps: number | null;
      duration_ms: number;
      seekable: boolean;
      gain: components['schemas']['Gain'];
      reason: 'original' | 'codec_not_supported' | 'quality_asked';
    };
    Operator: {
      company: string;
      contact_email: string;
      hotline: string;
      officer_name: string;
      officer_email: string;
      court: string;
    };
    Server: {
      name: string;
      version: string;
      edition: string;
      policy_version: string;
      languages: string[];
      sign_in: { sms: boolean; password: boolean };
      setup_needed: boolean;
      operator: components['schemas']['Operator'];
    };
    SessionMember: {
      id: string;
      nickname: string | null;
      avatar: string | null;
      roles: ('listener' | 'operator' | 'privacy_officer')[];
    };
    Session: {
      guest: boolean;
      member?: components['schemas']['SessionMember'];
      policy?: { current_version: string; accepted_version: string | null; review_needed: boolean };
      session_id?: string;
      signed_in_at?: string;
    };
    ConsentItem: { item: string; title: string; retention_text: string };
    Consent: {
      purpose: string;
      title: string;
      notice: string;
      function: { id: string; title: string; kind: 'basic' | 'extended' };
      basis: 'consent' | 'separate_consent' | 'contract' | 'law' | 'security';
      sensitive: boolean;
      state: 'granted' | 'withdrawn' | 'refused' | 'not_asked' | 'not_needed';
      changed_at: string | null;
      policy_version: string | null;
      text_hash: string;
      items: components['schemas']['ConsentItem'][];
      can_ask_again_at: string | null;
    };
    NewListen: { track_id: string; started_at: string; played_ms: number };
    Listen: { id: string; track: components['schemas']['Track']; started_at: string; played_ms: number };
    NewPlayState: {
      tracks: string[];
      index: number;
      position_ms: number;
      repeat: 'off' | 'all' | 'one';
      shuffle: boolean;
    };
    PlayState: components['schemas']['NewPlayState'] & { updated_at: string; device_name: string | null };
    Problem: {
      type: string;
      code: string;
      status: number;
      title: string;
      detail?: string | null;
      fields?: { name: string; code: string; message: string }[];
      attempts_left?: number | null;
      retry_after_seconds?: number | null;
      purpose?: string | null;
    };
  };
}

type Schemas = components['schemas'];

interface Responses<T> {
  200: { content: { 'application/json': T } };
  default: { content: { 'application/problem+json': Schemas['Problem'] } };
}

type WithPath<Path> = Path extends undefined ? { path?: never } : { path: Path };

interface Read<Query, Path, T> {
  parameters: { query?: Query; header?: never; cookie?: never } & WithPath<Path>;
  requestBody?: never;
  responses: Responses<T>;
}

interface Change<Path, Body, T> {
  parameters: { query?: never; header?: never; cookie?: never } & WithPath<Path>;
  requestBody: { content: { 'application/json': Body } };
  responses: Responses<T>;
}

interface Act<Path, T> {
  parameters: { query?: never; header?: never; cookie?: never } & WithPath<Path>;
  requestBody?: never;
  responses: Responses<T>;
}

// What takes no path parameters.
type None = undefined;

interface Paging {
  cursor?: string;
  limit?: number;
}

interface List<T> {
  items: T[];
  next: string | null;
}

interface CatalogueList<T> extends List<T> {
  total: number;
}

interface AlbumFilter extends Paging {
  sort?: 'newest' | 'name' | 'artist' | 'year' | 'random';
  seed?: number;
  genre?: string;
  decade?: number;
  language?: string;
  compilation?: boolean;
}

interface TrackFilter extends Paging {
  sort?: 'title' | 'newest' | 'artist' | 'album' | 'random';
  seed?: number;
  genre?: string;
  decade?: number;
  language?: string;
  ids?: string;
}

interface ArtistFilter extends Paging {
  sort?: 'name' | 'recent' | 'tracks';
  role?: 'album_artist' | 'any';
}

interface PlaybackQuery {
  codecs: string;
  quality?: 'original' | 'high' | 'standard' | 'low';
}

interface Id {
  id: string;
}

export interface paths {
  '/api/v1/server': { get: Read<never, None, Schemas['Server']> };
  '/api/v1/session': { get: Read<never, None, Schemas['Session']> };
  '/api/v1/artists': { get: Read<ArtistFilter, None, CatalogueList<Schemas['ArtistSummary']>> };
  '/api/v1/artists/{id}': { get: Read<never, Id, Schemas['Artist']> };
  '/api/v1/albums': { get: Read<AlbumFilter, None, CatalogueList<Schemas['AlbumSummary']>> };
  '/api/v1/albums/{id}': { get: Read<never, Id, Schemas['Album']> };
  '/api/v1/tracks': { get: Read<TrackFilter, None, CatalogueList<Schemas['Track']>> };
  '/api/v1/tracks/{id}': { get: Read<never, Id, Schemas['Track']> };
  '/api/v1/tracks/{id}/lyrics': { get: Read<never, Id, Schemas['Lyrics']> };
  '/api/v1/tracks/{id}/playback': { get: Read<PlaybackQuery, Id, Schemas['Playback']> };
  '/api/v1/genres': { get: Read<never, None, List<Schemas['Genre']>> };
  '/api/v1/decades': { get: Read<never, None, List<Schemas['Decade']>> };
  '/api/v1/languages': { get: Read<never, None, List<Schemas['LanguageCount']>> };
  '/api/v1/folders': { get: Read<{ path: string }, None, Schemas['Folder']> };
  '/api/v1/search': { get: Read<{ q: string; limit?: number }, None, Schemas['SearchResults']> };
  '/api/v1/listens': { post: Change<None, Schemas['NewListen'], Schemas['Listen']> };
  '/api/v1/me/listens': { get: Read<Paging, None, List<Schemas['Listen']>> };
  '/api/v1/me/play_state': {
    get: Read<never, None, Schemas['PlayState']>;
    put: Change<None, Schemas['NewPlayState'], Schemas['PlayState']>;
  };
  '/api/v1/me/consents': { get: Read<{ language?: string }, None, List<Schemas['Consent']>> };
  '/api/v1/me/consents/{purpose}': {
    put: Change<{ purpose: string }, { text_hash: string }, Schemas['Consent']>;
    delete: Act<{ purpose: string }, Schemas['Consent'] & { erased_rows: number }>;
  };
  '/api/v1/me/consents/{purpose}/refusal': { post: Act<{ purpose: string }, Schemas['Consent']> };
  '/api/v1/sign_out': { post: Act<None, never> };
}
