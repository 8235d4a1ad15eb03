/**
 * npm's subsonic-api: every method it has, on the demo library, with what must come back.
 *
 * Prints one line of JSON for each endpoint, which `cargo xtask test` makes a table of.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SubsonicAPI } from 'subsonic-api';

/** Methods that cannot be judged, each with the reason. */
const UNJUDGED = {
  constructor: 'asks nothing',
  baseURL: 'asks nothing',
  custom: 'is what every other method is made of',
  customJSON: 'is what every other method is made of',
  navidromeSession: 'belongs to another server',
};

const { JUDGE_ADDRESS: url, JUDGE_USER: username, JUDGE_PASSWORD: password, JUDGE_API_KEY: apiKey } = process.env;
let failed = false;

const client = (how) => new SubsonicAPI({ url, auth: { username, password }, ...how });
const api = client({});

/** The answer, when it is a success. */
async function ok(answer) {
  const found = await answer;
  assert.equal(found.status, 'ok', JSON.stringify(found.error));
  assert.equal(found.openSubsonic, true);
  assert.equal(found.type, 'qingyin');
  return found;
}

/** That the answer is this error, or one of several. */
async function refused(answer, ...codes) {
  const found = await answer;
  assert.equal(found.status, 'failed');
  assert.ok(codes.includes(found.error.code), JSON.stringify(found.error));
}

/** That this is done, or refused with a reason: what the service refuses by design must say why. */
async function okOrRefused(answer) {
  const found = await answer;
  assert.ok(found.status === 'ok' || found.error.message.length > 10, JSON.stringify(found));
}

/** The error in a binary answer that is none. */
async function refusedBytes(answer, ...codes) {
  const found = await (await answer).json();
  await refused(found['subsonic-response'], ...codes);
}

async function bytes(answer) {
  const found = await answer;
  const type = found.headers.get('content-type');
  if (type.includes('json')) throw new Error(JSON.stringify(await found.json()));
  return { type, body: Buffer.from(await found.arrayBuffer()) };
}

/** Tries what some endpoints are for; a failure does not stop the tries after it. */
async function tries(endpoints, action) {
  let [outcome, note] = ['passed', ''];
  try {
    await action();
  } catch (error) {
    [outcome, note, failed] = ['failed', error.stack.split('\n').slice(0, 6).join(' '), true];
  }
  for (const call of endpoints) console.log(JSON.stringify({ call, outcome, note }));
}

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** The files of the demo library by what is in them. */
const originals = new Map(
  readdirSync(process.env.JUDGE_MUSIC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [sha256(readFileSync(join(entry.parentPath ?? entry.path, entry.name))), entry.name]),
);

let keys, hours, elise, star, jasmine;

await tries(['ping'], async () => {
  await ok(api.ping());
  await ok(client({ auth: { apiKey } }).ping());
  await ok(client({ post: true }).ping());
  await refused(client({ auth: { username, password: 'wrong' } }).ping(), 40);
  await refused(client({ auth: { apiKey: 'wrong' } }).ping(), 44);
});

await tries(['getOpenSubsonicExtensions'], async () => {
  const { openSubsonicExtensions } = await ok(api.getOpenSubsonicExtensions());
  const lyrics = openSubsonicExtensions.find((entry) => entry.name === 'songLyrics');
  assert.deepEqual(lyrics.versions, [1, 2]);
});

await tries(['getLicense'], async () => {
  assert.equal((await ok(api.getLicense())).license.valid, true);
});

await tries(['getMusicFolders'], async () => {
  assert.deepEqual((await ok(api.getMusicFolders())).musicFolders.musicFolder.map((folder) => folder.id), [0]);
});

await tries(['getArtists'], async () => {
  const everybody = (await ok(api.getArtists())).artists.index.flatMap((index) => index.artist);
  keys = everybody.find((artist) => artist.name === 'Qingyin Keys').id;
});

await tries(['getArtist'], async () => {
  const { artist } = await ok(api.getArtist({ id: keys }));
  hours = artist.album.find((album) => album.name === 'Small Hours 夜半琴声').id;
});

await tries(['getAlbum'], async () => {
  const { album } = await ok(api.getAlbum({ id: hours }));
  assert.deepEqual(album.song.map((song) => song.track), [1, 2, 3]);
  // The library makes dates of these.
  assert.ok(album.created instanceof Date && !Number.isNaN(album.created.getTime()));
  [, elise, star] = album.song.map((song) => song.id);
});

await tries(['getSong'], async () => {
  const { song } = await ok(api.getSong({ id: elise }));
  assert.equal(song.title, '致爱丽丝 Für Elise');
  assert.deepEqual([song.suffix, song.duration, song.size], ['flac', 46, 2621346]);
  await refused(api.getSong({ id: 'tr_0' }), 70);
});

await tries(['getIndexes', 'getMusicDirectory'], async () => {
  const { indexes } = await ok(api.getIndexes());
  const { id } = indexes.index.flatMap((index) => index.artist).find((artist) => artist.name === 'Qingyin Keys');
  const albums = (await ok(api.getMusicDirectory({ id }))).directory.child;
  const songs = (await ok(api.getMusicDirectory({ id: albums[0].id }))).directory.child;
  assert.deepEqual([albums[0].isDir, songs.length], [true, 3]);
});

await tries(['getGenres'], async () => {
  const { genre } = (await ok(api.getGenres())).genres;
  assert.ok(genre.find((entry) => entry.value === '古典').songCount >= 3);
});

await tries(['getAlbumList', 'getAlbumList2'], async () => {
  const names = async (args) => (await ok(api.getAlbumList2(args))).albumList2.album.map((album) => album.name);
  const all = await names({ type: 'alphabeticalByName', size: 500 });
  assert.equal(all.length, 5);
  assert.deepEqual(await names({ type: 'alphabeticalByName', size: 2, offset: 1 }), all.slice(1, 3));
  assert.deepEqual(await names({ type: 'byGenre', genre: '没有', size: 5 }), []);
  const directories = await ok(api.getAlbumList({ type: 'newest', size: 2 }));
  assert.deepEqual(directories.albumList.album.map((album) => album.isDir), [true, true]);
});

await tries(['getRandomSongs'], async () => {
  assert.equal((await ok(api.getRandomSongs({ size: 4 }))).randomSongs.song.length, 4);
});

await tries(['getSongsByGenre'], async () => {
  const { songsByGenre } = await ok(api.getSongsByGenre({ genre: '古典', count: 500 }));
  assert.ok(songsByGenre.song.some((song) => song.id === elise));
});

await tries(['search2', 'search3'], async () => {
  const third = (await ok(api.search3({ query: '茉莉花' }))).searchResult3;
  const second = (await ok(api.search2({ query: '茉莉花' }))).searchResult2;
  assert.equal(third.song[0].title, '茉莉花');
  assert.equal(second.song[0].id, third.song[0].id);
  jasmine = third.song[0].id;
  const everything = await ok(api.search3({ query: '', songCount: 500, albumCount: 500, artistCount: 0 }));
  assert.deepEqual([everything.searchResult3.song.length, everything.searchResult3.album.length], [18, 5]);
});

await tries(['getTopSongs'], async () => {
  assert.equal((await ok(api.getTopSongs({ artist: 'Qingyin Keys', count: 2 }))).topSongs.song.length, 2);
});

await tries(['getArtistInfo', 'getArtistInfo2', 'getAlbumInfo', 'getAlbumInfo2'], async () => {
  assert.ok((await ok(api.getArtistInfo({ id: keys }))).artistInfo);
  assert.ok((await ok(api.getArtistInfo2({ id: keys }))).artistInfo2);
  assert.ok((await ok(api.getAlbumInfo({ id: hours }))).albumInfo);
  assert.ok((await ok(api.getAlbumInfo2({ id: hours }))).albumInfo);
});

await tries(['getLyrics', 'getLyricsBySongId'], async () => {
  const { lyricsList } = await ok(api.getLyricsBySongId({ id: jasmine }));
  const lines = lyricsList.structuredLyrics.find((layer) => layer.synced).line;
  assert.ok(lines.some((line) => line.value.includes('茉莉') && line.start > 0));
  assert.match((await ok(api.getLyrics({ title: '茉莉花' }))).lyrics.value, /茉莉/);
});

await tries(['download', 'stream'], async () => {
  const { type, body } = await bytes(api.download({ id: elise }));
  assert.deepEqual([type, originals.get(sha256(body))], ['audio/flac', '02 致爱丽丝 Für Elise.flac']);
  const raw = await bytes(api.stream({ id: elise, format: 'raw' }));
  assert.equal(sha256(raw.body), sha256(body));
  const small = await bytes(api.stream({ id: elise, format: 'ogg', maxBitRate: 64 }));
  assert.equal(small.body.subarray(0, 4).toString(), 'OggS');
  assert.ok(small.body.length < (64_000 / 8) * 45 * 1.2, `${small.body.length} bytes`);
  await refusedBytes(api.stream({ id: 'tr_0' }), 70);
});

await tries(['getCoverArt'], async () => {
  const { type, body } = await bytes(api.getCoverArt({ id: hours, size: 300 }));
  assert.deepEqual([type, body.subarray(0, 3).toString('hex')], ['image/jpeg', 'ffd8ff']);
});

await tries(['star', 'unstar', 'getStarred', 'getStarred2'], async () => {
  const noted = { id: [elise, star], albumId: hours, artistId: keys };
  await ok(api.star(noted));
  const { starred2 } = await ok(api.getStarred2());
  assert.deepEqual(starred2.song.map((song) => song.id).sort(), [elise, star].sort());
  assert.deepEqual([starred2.album.length, starred2.artist.length], [1, 1]);
  await ok(api.unstar(noted));
  assert.deepEqual((await ok(api.getStarred())).starred.song ?? [], []);
});

await tries(['setRating'], async () => {
  await ok(api.setRating({ id: hours, rating: 5 }));
  assert.equal((await ok(api.getAlbum({ id: hours }))).album.userRating, 5);
  await ok(api.setRating({ id: hours, rating: 0 }));
});

await tries(['createPlaylist', 'getPlaylist', 'getPlaylists', 'updatePlaylist', 'deletePlaylist'], async () => {
  const { playlist } = await ok(api.createPlaylist({ name: '晨', songId: [elise, star] }));
  assert.equal(playlist.songCount, 2);
  await ok(api.updatePlaylist({ playlistId: playlist.id, name: '晨曲', songIndexToRemove: [0], songIdToAdd: [jasmine] }));
  const { entry, name } = (await ok(api.getPlaylist({ id: playlist.id }))).playlist;
  assert.deepEqual([name, entry.map((song) => song.id)], ['晨曲', [star, jasmine]]);
  assert.equal((await ok(api.getPlaylists())).playlists.playlist.length, 1);
  await ok(api.deletePlaylist({ id: playlist.id }));
  await refused(api.getPlaylist({ id: playlist.id }), 70);
});

await tries(['createBookmark', 'getBookmarks', 'deleteBookmark'], async () => {
  await ok(api.createBookmark({ id: elise, position: 9_000 }));
  const { bookmark } = (await ok(api.getBookmarks())).bookmarks;
  assert.deepEqual(bookmark.map((mark) => [mark.position, mark.entry.id]), [[9_000, elise]]);
  await ok(api.deleteBookmark({ id: elise }));
});

await tries(['savePlayQueue', 'getPlayQueue'], async () => {
  await ok(api.savePlayQueue({ id: [elise, star], current: star, position: 1_000 }));
  const { playQueue } = await ok(api.getPlayQueue());
  assert.deepEqual([playQueue.current, playQueue.position, playQueue.entry.length], [star, 1_000, 2]);
});

await tries(['scrobble', 'getNowPlaying'], async () => {
  await ok(api.scrobble({ id: elise, submission: false }));
  const { entry } = (await ok(api.getNowPlaying())).nowPlaying;
  assert.deepEqual(entry.map((song) => song.id), [elise]);
});

await tries(['startScan', 'getScanStatus'], async () => {
  await ok(api.startScan());
  const until = Date.now() + 120_000;
  while ((await ok(api.getScanStatus())).scanStatus.scanning) assert.ok(Date.now() < until, 'the scan does not end');
  assert.equal((await ok(api.getScanStatus())).scanStatus.count, 18);
});

await tries(['getUser'], async () => {
  assert.equal((await ok(api.getUser({ username }))).user.adminRole, true);
});

await tries(['getAvatar'], async () => {
  // The member has none.
  await refusedBytes(api.getAvatar({ username }), 70);
});

await tries(['getVideos', 'getVideoInfo', 'getCaptions'], async () => {
  assert.deepEqual((await ok(api.getVideos())).videos.video ?? [], []);
  await refused(api.getVideoInfo({ id: '1' }), 70);
  await refusedBytes(api.getCaptions({ id: '1' }), 70);
});

await tries(['getSimilarSongs', 'getSimilarSongs2'], async () => {
  assert.ok((await ok(api.getSimilarSongs({ id: elise, count: 3 }))).similarSongs.song.length > 0);
  assert.ok((await ok(api.getSimilarSongs2({ id: keys, count: 3 }))).similarSongs2.song.length > 0);
});

await tries(['hls.m3u8'], async () => {
  const { body } = await bytes(api.hls({ id: elise }));
  assert.match(body.toString(), /^#EXTM3U/);
});

await tries(['reportPlayback'], async () => {
  await ok(api.reportPlayback({ mediaId: star, mediaType: 'song', positionMs: 1_000, state: 'playing' }));
  const { entry } = (await ok(api.getNowPlaying())).nowPlaying;
  assert.deepEqual(entry.map((song) => song.id), [star]);
});

await tries(['createShare', 'getShares', 'updateShare', 'deleteShare'], async () => {
  const { shares } = await ok(api.createShare({ id: [elise, star], description: '一起听' }));
  const { id, url: link } = shares.share[0];
  // Whoever has the link can open it without being a member.
  assert.equal((await fetch(link)).status, 200);
  await ok(api.updateShare({ id, description: '再听', expires: Date.now() + 86_400_000 }));
  const [share] = (await ok(api.getShares())).shares.share;
  assert.equal(share.description, '再听');
  assert.ok(new Date(share.expires) > new Date());
  await ok(api.deleteShare({ id }));
  assert.deepEqual((await ok(api.getShares())).shares.share ?? [], []);
});

await tries(['addChatMessage', 'getChatMessages'], async () => {
  await ok(api.addChatMessage({ message: '早 & <好>' }));
  const { chatMessage } = (await ok(api.getChatMessages())).chatMessages;
  assert.ok(chatMessage.some((entry) => entry.message === '早 & <好>' && entry.username === username));
});

await tries(['getUsers', 'createUser', 'updateUser', 'deleteUser', 'changePassword'], async () => {
  assert.ok((await ok(api.getUsers())).users.user.some((user) => user.username === username));
  const nobody = { username: 'nobody', password: 'a long enough password', email: 'nobody@example.org' };
  await okOrRefused(api.createUser(nobody));
  await okOrRefused(api.updateUser(nobody));
  await okOrRefused(api.deleteUser(nobody));
  await okOrRefused(api.changePassword(nobody));
});

await tries(['jukeboxControl'], async () => {
  const control = async (action, more = {}) => {
    const { jukeboxStatus, jukeboxPlaylist } = await ok(api.jukeboxControl({ action, ...more }));
    return jukeboxPlaylist ?? jukeboxStatus;
  };
  await control('clear');
  assert.equal((await control('set', { id: [elise] })).currentIndex, 0);
  await control('start');
  assert.equal((await control('setGain', { gain: 0.25 })).gain, 0.25);
  assert.deepEqual((await control('get')).entry.map((song) => song.id), [elise]);
  assert.equal((await control('stop')).playing, false);
  assert.equal((await control('clear')).currentIndex, -1);
});

await tries(
  [
    'getInternetRadioStations',
    'createInternetRadioStation',
    'updateInternetRadioStation',
    'deleteInternetRadioStation',
  ],
  async () => {
    const stations = async () =>
      (await ok(api.getInternetRadioStations())).internetRadioStations.internetRadioStation ?? [];
    await ok(api.createInternetRadioStation({ name: '海边', streamUrl: 'http://radio.example/sea' }));
    const { id } = (await stations()).find((station) => station.name === '海边');
    await ok(api.updateInternetRadioStation({ id, name: '海上', streamUrl: 'http://radio.example/sea' }));
    assert.equal((await stations()).find((station) => station.id === id).name, '海上');
    await ok(api.deleteInternetRadioStation({ id }));
    assert.deepEqual(await stations(), []);
  },
);

await tries(['getPodcasts', 'getNewestPodcasts', 'refreshPodcasts', 'createPodcastChannel'], async () => {
  assert.deepEqual((await ok(api.getPodcasts())).podcasts.channel ?? [], []);
  assert.deepEqual((await ok(api.getNewestPodcasts())).newestPodcasts.episode ?? [], []);
  await okOrRefused(api.refreshPodcasts());
  // Nothing is fetched from a machine's own addresses.
  await okOrRefused(api.createPodcastChannel({ url: 'http://127.0.0.1:9/feed' }));
});

await tries(
  ['deletePodcastChannel', 'getPodcastEpisode', 'downloadPodcastEpisode', 'deletePodcastEpisode'],
  async () => {
    const missing = { id: 'pe_0' };
    await refused(api.deletePodcastChannel(missing), 70);
    await refused(api.getPodcastEpisode(missing), 70);
    await refused(api.deletePodcastEpisode(missing), 70);
    await refusedBytes(api.downloadPodcastEpisode(missing), 70);
  },
);

// Every method the library has is called here, or excused.
const source = readFileSync(new URL(import.meta.url), 'utf8');
for (const name of Object.getOwnPropertyNames(SubsonicAPI.prototype)) {
  if (name in UNJUDGED || source.includes(`api.${name}(`)) continue;
  console.error(`subsonic-api has \`${name}\`, which nothing here calls`);
  failed = true;
}
process.exit(failed ? 1 : 0);
