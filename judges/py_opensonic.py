"""PyPI's py-opensonic, strictly typed: every method it has, on the demo library, with what must come back.

A value of a wrong type, or one that is missing, already fails in the library; what is asserted here is that it is true.
"""

import asyncio
import hashlib
import inspect
import os
import sys
import time

import libopensonic
from libopensonic import errors
from libopensonic._async.connection import AsyncConnection
from report import Report, setting

# How long the service may take for what it does in the background.
PATIENCE_SECONDS = 120
TRY_EVERY_SECONDS = 0.1

# Methods that cannot be judged, each with the reason.
UNJUDGED = {
    "search": "the library raises before it asks anything: the protocol has given the endpoint up",
    "hls": "the library asks for `hls`, where the protocol has `hls.m3u8`",
    "get_captions": "the library takes whole numbers for ids of videos; and there are no videos",
    "get_video_info": "the library takes whole numbers for ids of videos; and there are no videos",
    "get_stream_url": "asks nothing: it only builds an address",
    "cleanup": "asks nothing: it closes the connection",
    "get_music_folders": "the library takes the names in the answer for its list",
    "update_share": "the library sends the time as the parameter's name, and fails without one",
}

report = Report()
tries = report.tries


def connect(**how):
    host, port = setting("ADDRESS").rsplit(":", 1)
    return libopensonic.Connection(host, port=int(port), app_name="judge", **how)


user, password = setting("USER"), setting("PASSWORD")
service = connect(username=user, password=password)


def read(response):
    """The whole body of a binary answer, which the library leaves to its own event loop."""
    return asyncio.run_coroutine_threadsafe(response.read(), service._loop).result()


def signs_in(**how):
    """Whether the service answers a connection that signs in like this."""
    connection = connect(**how)
    try:
        return connection.ping()
    finally:
        connection.cleanup()


def refused(error, action):
    """Whether the action is refused with exactly this error of the library."""
    try:
        action()
    except errors.SonicError as found:
        assert type(found) is error, f"{type(found).__name__} instead of {error.__name__}: {found}"
    else:
        raise AssertionError(f"not refused with {error.__name__}")


def allowed_or_refused(action):
    """What this service may answer with a refusal by design must be typed as one, and say why."""
    try:
        action()
    except errors.SonicError as error:
        assert len(str(error)) > 10, f"no reason is given: {error}"


def equal(found, wanted):
    assert found == wanted, f"{found!r} instead of {wanted!r}"


def wait_until(holds, what):
    """Asks again and again until it holds."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until, f"{what} within {PATIENCE_SECONDS} s"
        time.sleep(TRY_EVERY_SECONDS)


def one(items, **wanted):
    """The one item that has these values."""
    found = [item for item in items if all(getattr(item, name) == value for name, value in wanted.items())]
    assert len(found) == 1, f"{len(found)} items with {wanted}"
    return found[0]


class Known:
    """Ids of the demo library, found on the way."""


@tries("ping")
def ways_to_sign_in():
    assert service.ping()
    assert signs_in(username=user, password=password, legacy_auth=True)
    assert signs_in(username=user, password=password, use_get=True, use_views=False)
    assert signs_in(api_key=setting("API_KEY"))
    refused(errors.CredentialError, lambda: signs_in(username=user, password="wrong"))


@tries("tokenInfo")
def token_info():
    equal(service.token_info().username, user)


@tries("getOpenSubsonicExtensions")
def extensions():
    offered = {entry.name: entry.versions for entry in service.get_open_subsonic_extensions()}
    known = {value for name, value in vars(libopensonic.Extensions).items() if name.isupper()}
    assert {"apiKeyAuthentication", "formPost", "indexBasedQueue", "songLyrics"} <= set(offered) <= known
    equal(sorted(offered["songLyrics"]), [1, 2])


@tries("getLicense")
def license():
    assert service.get_license()["license"]["valid"] is True


@tries("getArtists")
def artists():
    everybody = [artist for index in service.get_artists().index for artist in index.artist]
    Known.keys = one(everybody, name="Qingyin Keys").id
    Known.silk = one(everybody, name="清音丝竹").id


@tries("getArtist")
def artist():
    found = service.get_artist(Known.keys)
    # An album of their own, and one of many artists to which they gave a piece.
    equal((found.name, found.album_count), ("Qingyin Keys", 2))
    Known.hours = one(found.album, name="Small Hours 夜半琴声").id


@tries("getAlbum")
def album():
    found = service.get_album(Known.hours)
    equal((found.artist, found.song_count, found.year), ("Qingyin Keys", 3, 2026))
    equal([song.track for song in found.song], [1, 2, 3])
    equal(sum(song.duration for song in found.song) - found.duration in range(-2, 3), True)
    Known.prelude, Known.elise, Known.star = (song.id for song in found.song)
    silk = service.get_album(one(service.get_artist(Known.silk).album, name="山水谣").id)
    equal(sorted({song.disc_number for song in silk.song}), [1, 2])
    Known.jasmine = one(silk.song, title="茉莉花").id


@tries("getSong")
def song():
    found = service.get_song(Known.elise)
    equal((found.title, found.suffix, found.content_type), ("致爱丽丝 Für Elise", "flac", "audio/flac"))
    equal((found.duration, found.track, found.album_id, found.artist_id), (46, 2, Known.hours, Known.keys))
    equal([genre.name for genre in found.genres], ["古典", "Classical"])
    equal(round(found.replay_gain.track_gain, 2), -2.0)
    equal(found.size, 2621346)
    refused(errors.DataNotFoundError, lambda: service.get_song("tr_0"))


@tries("getIndexes", "getMusicDirectory")
def directories():
    indexes = service.get_indexes()
    directory = one([artist for index in indexes.index for artist in index.artist], name="Qingyin Keys")
    albums = service.get_music_directory(directory.id).child
    assert albums[0].is_dir
    songs = service.get_music_directory(albums[0].id).child
    equal([child.is_dir for child in songs], [False] * 3)


@tries("getGenres")
def genres():
    equal(one(service.get_genres(), value="古典").song_count >= 3, True)


@tries("getAlbumList", "getAlbumList2")
def album_lists():
    names = [album.name for album in service.get_album_list2("alphabeticalByName", size=500)]
    equal(len(names), 5)
    equal(len(service.get_album_list("newest", size=3, offset=1)), 3)
    equal(names[1:3], [album.name for album in service.get_album_list2("alphabeticalByName", size=2, offset=1)])
    equal(len(service.get_album_list2("byYear", from_year=2026, to_year=2026, size=500)), 5)
    assert "Small Hours 夜半琴声" in [a.name for a in service.get_album_list2("byGenre", genre="古典", size=500)]
    equal(len(service.get_album_list2("random", size=2)), 2)
    refused(errors.ParameterError, lambda: service.get_album_list2("loudest"))


@tries("getRandomSongs")
def random_songs():
    equal(len({song.id for song in service.get_random_songs(size=5)}), 5)


@tries("getSongsByGenre")
def songs_by_genre():
    assert Known.elise in {song.id for song in service.get_songs_by_genre("古典", count=500)}


@tries("search2", "search3")
def searches():
    for found in (service.search3("für elise"), service.search2("für elise")):
        equal(found.song[0].id, Known.elise)
    # Nothing pages through everything: this is how apps take the library along.
    songs, offset = [], 0
    while True:
        page = service.search3("", artist_count=0, album_count=0, song_count=5, song_offset=offset).song or []
        songs += [song.id for song in page]
        if len(page) < 5:
            break
        offset += 5
    equal((len(songs), len(set(songs))), (18, 18))


@tries("getTopSongs")
def top_songs():
    found = service.get_top_songs("Qingyin Keys")
    assert len(found) >= 3 and all("Qingyin Keys" in song.artist for song in found)


@tries("getArtistInfo", "getArtistInfo2", "getAlbumInfo", "getAlbumInfo2")
def infos():
    service.get_artist_info(Known.keys)
    service.get_artist_info2(Known.keys)
    service.get_album_info(Known.hours)
    service.get_album_info2(Known.hours)


@tries("getLyrics", "getLyricsBySongId")
def lyrics():
    layers = service.get_lyrics_by_song_id(Known.jasmine)
    main = next(layer for layer in layers if layer.synced)
    starts = [line.start for line in main.line]
    assert len(starts) > 3 and starts == sorted(starts)
    assert any("茉莉" in line.value for line in main.line)
    found = service.get_lyrics(artist="清音丝竹", title="茉莉花")
    equal(found.title, "茉莉花")
    assert "茉莉" in found.value


def original(sound):
    """The file of the demo library that has exactly these bytes."""
    wanted = hashlib.sha256(sound).digest()
    for folder, _, names in os.walk(setting("MUSIC")):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                if hashlib.sha256(file.read()).digest() == wanted:
                    return name
    return None


@tries("download")
def download():
    equal(original(read(service.download(Known.elise))), "02 致爱丽丝 Für Elise.flac")


@tries("stream")
def stream():
    whole = read(service.stream(Known.elise, tformat="raw"))
    equal(original(whole), "02 致爱丽丝 Für Elise.flac")
    part = service.stream(Known.elise, tformat="raw", byte_range="bytes=1000-1999")
    equal((part.status, read(part)), (206, whole[1000:2000]))
    opus = read(service.stream(Known.elise, max_bit_rate=64, tformat="opus"))
    assert opus[:4] == b"OggS" and b"OpusHead" in opus[:100]
    later = read(service.stream(Known.elise, max_bit_rate=64, tformat="opus", time_offset=40))
    assert len(later) < len(opus) / 4, f"{len(later)} of {len(opus)} bytes"
    refused(errors.DataNotFoundError, lambda: service.stream("tr_0"))


@tries("getCoverArt")
def cover_art():
    for owner in (Known.elise, Known.hours, service.get_album(Known.hours).cover_art):
        answer = service.get_cover_art(owner, size=160)
        picture = read(answer)
        equal((answer.headers["Content-Type"], picture[:3]), ("image/jpeg", b"\xff\xd8\xff"))


@tries("star", "unstar", "getStarred", "getStarred2")
def stars():
    service.star(sids=[Known.elise], album_ids=[Known.hours], artist_ids=[Known.keys])
    for starred in (service.get_starred2(), service.get_starred()):
        equal([item.id for item in starred.song], [Known.elise])
        equal((len(starred.album), len(starred.artist)), (1, 1))
    assert service.get_song(Known.elise).starred
    service.unstar(sids=[Known.elise], album_ids=[Known.hours], artist_ids=[Known.keys])
    assert not service.get_starred2().song and service.get_song(Known.elise).starred is None


@tries("setRating")
def rating():
    service.set_rating(Known.elise, 4)
    equal(service.get_song(Known.elise).user_rating, 4)
    service.set_rating(Known.elise, 0)
    assert not service.get_song(Known.elise).user_rating


@tries("createPlaylist", "updatePlaylist", "getPlaylist", "getPlaylists", "deletePlaylist")
def playlists():
    service.create_playlist(name="夜", song_ids=[Known.elise, Known.star])
    made = one(service.get_playlists(), name="夜").id
    service.update_playlist(made, name="夜曲", comment="静", song_ids_to_add=[Known.prelude], song_indices_to_remove=[0])
    found = service.get_playlist(made)
    equal((found.name, found.comment, found.owner), ("夜曲", "静", user))
    equal([song.id for song in found.entry], [Known.star, Known.prelude])
    service.create_playlist(playlist_id=made, song_ids=[Known.elise])
    equal([song.id for song in service.get_playlist(made).entry], [Known.elise])
    service.delete_playlist(made)
    refused(errors.DataNotFoundError, lambda: service.get_playlist(made))


@tries("createBookmark", "getBookmarks", "deleteBookmark")
def bookmarks():
    service.create_bookmark(Known.elise, 12_000, "here")
    found = service.get_bookmarks()
    equal([(mark.position, mark.comment, mark.entry.id) for mark in found], [(12_000, "here", Known.elise)])
    service.delete_bookmark(Known.elise)
    equal(service.get_bookmarks(), [])


@tries("savePlayQueue", "getPlayQueue", "savePlayQueueByIndex", "getPlayQueueByIndex")
def queue():
    service.save_play_queue([Known.elise, Known.star], current=Known.star, position=3_000)
    found = service.get_play_queue()
    equal((found.current, found.position, len(found.entry)), (Known.star, 3_000, 2))
    # The same song twice: only its place in the queue says which of the two is meant.
    service.save_play_queue_by_index([Known.elise, Known.elise], current_index=1, position=5_000)
    found = service.get_play_queue_by_index()
    equal((found.current_index, found.position, len(found.entry)), (1, 5_000, 2))
    service.save_play_queue_by_index()
    assert not service.get_play_queue_by_index().entry


@tries("scrobble", "getNowPlaying")
def scrobble():
    service.scrobble(Known.star, submission=False)
    equal([(entry.id, entry.username) for entry in service.get_now_playing()], [(Known.star, user)])
    service.scrobble(Known.star, listen_time=int(time.time()) - 60)
    equal([album.id for album in service.get_album_list2("recent")], [Known.hours])


@tries("getScanStatus", "startScan")
def scan():
    service.start_scan()
    wait_until(lambda: not service.get_scan_status().scanning, "the scan does not end")
    equal(service.get_scan_status().count, 18)


@tries("getUser")
def own_user():
    found = service.get_user(user)
    equal((found.username, found.admin_role, found.stream_role), (user, True, True))


@tries("getAvatar")
def avatar():
    # The member has none.
    refused(errors.DataNotFoundError, lambda: service.get_avatar(user))


@tries("getVideos")
def videos():
    equal(service.get_videos()["videos"].get("video") or [], [])


def wait_until_heard():
    """A young service still listens to its library in the background, and knows nothing alike until it has."""
    for song in (Known.elise, Known.jasmine):
        wait_until(lambda: service.get_sonic_similar_tracks(song, count=1), "a song is not heard")


@tries("getSimilarSongs", "getSimilarSongs2")
def similar_songs():
    wait_until_heard()
    for found in (service.get_similar_songs(Known.elise, count=5), service.get_similar_songs2(Known.keys, count=5)):
        assert 0 < len(found) <= 5 and all(song.title for song in found)


@tries("getSonicSimilarTracks", "findSonicPath")
def sonic():
    wait_until_heard()
    matches = service.get_sonic_similar_tracks(Known.elise, count=5)
    assert 0 < len(matches) <= 5 and Known.elise not in {match.entry.id for match in matches}
    likeness = [match.similarity for match in matches]
    assert likeness == sorted(likeness, reverse=True) and all(0 <= value <= 1 for value in likeness)
    path = service.find_sonic_path(Known.elise, Known.jasmine)
    equal((path[0].entry.id, path[-1].entry.id), (Known.elise, Known.jasmine))


@tries("getTranscodeDecision", "getTranscodeStream")
def transcoding():
    plays_flac = {"name": "flac", "containers": ["flac"], "audioCodecs": ["flac"], "protocols": ["http"]}
    able = {"name": "judge", "platform": "test", "directPlayProfiles": [plays_flac]}
    assert service.get_transcode_decision(Known.elise, "song", able).can_direct_play
    makes_opus = {"container": "ogg", "audioCodec": "opus", "protocol": "http", "maxAudioChannels": 2}
    unable = {"name": "judge", "platform": "test", "transcodingProfiles": [makes_opus], "maxTranscodingAudioBitrate": 96000}
    decision = service.get_transcode_decision(Known.elise, "song", unable)
    equal((decision.can_direct_play, decision.can_transcode, decision.transcode_stream.codec), (False, True, "opus"))
    equal(decision.source_stream.codec, "flac")
    sound = read(service.get_transcode_stream(Known.elise, "song", decision.transcode_params))
    assert sound[:4] == b"OggS" and b"OpusHead" in sound[:100]


@tries("reportPlayback")
def playback():
    service.report_playback(Known.prelude, "song", 5_000, "playing")
    equal([entry.id for entry in service.get_now_playing()], [Known.prelude])
    service.report_playback(Known.prelude, "song", 6_000, "stopped", ignore_scrobble=True)
    equal(service.get_now_playing(), [])


@tries("createShare", "getShares", "deleteShare")
def shares():
    made = service.create_share([Known.elise], description="给你听")
    assert made.url.startswith("http"), made.url
    found = one(service.get_shares(), id=made.id)
    equal((found.description, [song.id for song in found.entry]), ("给你听", [Known.elise]))
    service.delete_share(made.id)
    equal(service.get_shares(), [])


@tries("addChatMessage", "getChatMessages")
def chat():
    service.add_chat_message("你好")
    equal([(entry.username, entry.message) for entry in service.get_chat_messages()], [(user, "你好")])


@tries("getUsers", "createUser", "updateUser", "deleteUser", "changePassword")
def users():
    assert user in {found.username for found in service.get_users()}
    for action in (
        lambda: service.create_user("somebody", "a long enough password", "somebody@example.org"),
        lambda: service.update_user("nobody", admin_role=True),
        lambda: service.delete_user("nobody"),
        lambda: service.change_password("nobody", "a long enough password"),
    ):
        allowed_or_refused(action)


@tries("jukeboxControl")
def jukebox():
    # Everything it plays is over at once: the service's device is a program that only listens.
    queue = [Known.prelude, Known.elise]
    service.jukebox_control("clear")
    equal(service.jukebox_control("add", sids=queue).current_index, 0)
    equal(service.jukebox_control("skip", index=1).current_index in (0, 1), True)
    equal(service.jukebox_control("setGain", gain=0.5).gain, 0.5)
    equal([song.id for song in service.jukebox_control("get").entry], queue)
    equal(service.jukebox_control("stop").playing, False)
    equal(service.jukebox_control("clear").current_index, -1)


@tries(
    "getInternetRadioStations",
    "createInternetRadioStation",
    "updateInternetRadioStation",
    "deleteInternetRadioStation",
)
def radio():
    service.create_internet_radio_station("http://radio.example/stream", "山间电台", "http://radio.example/")
    made = one(service.get_internet_radio_stations(), name="山间电台")
    equal((made.stream_url, made.home_page_url), ("http://radio.example/stream", "http://radio.example/"))
    service.update_internet_radio_station(made.id, "http://radio.example/other", "林间电台")
    equal(one(service.get_internet_radio_stations(), id=made.id).name, "林间电台")
    service.delete_internet_radio_station(made.id)
    equal(service.get_internet_radio_stations(), [])


@tries("getPodcasts", "getNewestPodcasts", "refreshPodcasts")
def podcasts():
    equal((service.get_podcasts(), service.get_newest_podcasts()), ([], []))
    allowed_or_refused(service.refresh_podcasts)


@tries(
    "createPodcastChannel",
    "deletePodcastChannel",
    "getPodcastEpisode",
    "downloadPodcastEpisode",
    "deletePodcastEpisode",
)
def podcasts_that_are_not_there():
    # Nothing is fetched from a machine's own addresses, so that no feed can be read here.
    allowed_or_refused(lambda: service.create_podcast_channel("http://127.0.0.1:9/feed"))
    for action in (
        service.delete_podcast_channel,
        service.get_podcast_episode,
        service.download_podcast_episode,
        service.delete_podcast_episode,
    ):
        refused(errors.DataNotFoundError, lambda: action("pe_0"))


def finish():
    """Every method the library has is called here, or excused."""
    with open(__file__, encoding="utf-8") as file:
        source = file.read()
    methods = {name for name, _ in inspect.getmembers(AsyncConnection, inspect.isfunction) if name[0] != "_"}
    for name in sorted(methods - set(UNJUDGED)):
        if f"service.{name}" not in source:
            report.failed = True
            print(f"py-opensonic has `{name}`, which nothing here calls", file=sys.stderr)
    service.cleanup()
    sys.exit(report.failed)


finish()
