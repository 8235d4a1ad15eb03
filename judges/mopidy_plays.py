"""mopidy with mopidy-subidy: browses, keeps a playlist, and really plays, into a file that is listened to afterwards.

mopidy is a whole music player; it runs here without a sound device, and writes what would go to one into a file.
"""

import array
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from report import Report, setting

# How long mopidy may take to start, and to play a track as fast as it can.
PATIENCE_SECONDS = 120
TRY_EVERY_SECONDS = 0.1
# What mopidy is told to write: two channels of 16 bits each.
RATE_HZ = 44_100
FRAME_BYTES = 4
# How much longer or shorter the sound may be than the tags say, which round to whole seconds.
DURATION_SLACK_SECONDS = 1.0

report = Report()
tries = report.tries


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Mopidy:
    """A running mopidy; its folders lie below one folder of the test's own."""

    def __init__(self, folder):
        self.sound = os.path.join(folder, "sound.raw")
        self.port = free_port()
        self.log = open(os.path.join(folder, "mopidy.log"), "w", encoding="utf-8")
        pcm = f"audio/x-raw,format=S16LE,rate={RATE_HZ},channels=2"
        options = {
            "core/cache_dir": f"{folder}/cache",
            "core/config_dir": f"{folder}/config",
            "core/data_dir": f"{folder}/data",
            "audio/output": f"audioconvert ! audioresample ! {pcm} ! filesink location={self.sound}",
            "audio/mixer": "software",
            "http/hostname": "127.0.0.1",
            "http/port": str(self.port),
            "http/zeroconf": "",
            "file/enabled": "false",
            "m3u/enabled": "false",
            "stream/enabled": "false",
            "softwaremixer/enabled": "true",
            "subidy/enabled": "true",
            "subidy/url": setting("ADDRESS"),
            "subidy/username": setting("USER"),
            "subidy/password": setting("PASSWORD"),
        }
        command = [sys.executable, "-m", "mopidy"]
        for name, value in options.items():
            command += ["-o", f"{name}={value}"]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)

    def ask(self, method, **params):
        """Calls a method of mopidy's core."""
        body = {"jsonrpc": "2.0", "id": 1, "method": f"core.{method}", "params": params}
        headers = {"Content-Type": "application/json"}
        address = f"http://127.0.0.1:{self.port}/mopidy/rpc"
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            found = json.load(answer)
        if "error" in found:
            raise RuntimeError(f"{method}: {found['error']}")
        return found["result"]

    def until(self, holds, what):
        """Asks until it holds."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"mopidy has ended with {self.process.returncode}")
            try:
                found = holds()
            except urllib.error.URLError:
                found = None
            if found:
                return found
            time.sleep(TRY_EVERY_SECONDS)
        raise TimeoutError(what)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()

    def said(self):
        with open(self.log.name, encoding="utf-8") as file:
            return file.read()


def named(refs, name):
    found = [ref for ref in refs if ref["name"] == name]
    assert len(found) == 1, f"{len(found)} things named {name} in {[ref['name'] for ref in refs]}"
    return found[0]["uri"]


def equal(found, wanted):
    assert found == wanted, f"{found!r} instead of {wanted!r}"


def judge(mopidy):
    class Known:
        """Addresses in mopidy, found on the way."""

    def browse(uri):
        return mopidy.ask("library.browse", uri=uri)

    @tries("ping")
    def start():
        schemes = mopidy.until(lambda: mopidy.ask("get_uri_schemes"), "mopidy does not answer")
        assert "subidy" in schemes, schemes
        Known.root = named(browse(None), "Subsonic")

    @tries("getArtists", "getArtist")
    def artists():
        albums = browse(named(browse(named(browse(Known.root), "Artists")), "Qingyin Keys"))
        Known.hours = named(albums, "Small Hours 夜半琴声")

    @tries("getAlbumList2")
    def albums():
        equal(len(browse(named(browse(Known.root), "Albums"))), 5)

    @tries("getAlbum")
    def album():
        songs = browse(Known.hours)
        equal(len(songs), 3)
        Known.elise = named(songs, "致爱丽丝 Für Elise")

    @tries("getIndexes", "getMusicDirectory")
    def directories():
        folders = browse(named(browse(named(browse(Known.root), "Directories")), "Qingyin Keys"))
        equal(len(browse(folders[0]["uri"])), 3)

    @tries("getSong")
    def song():
        (track,) = mopidy.ask("library.lookup", uris=[Known.elise])[Known.elise]
        equal((track["track_no"], track["genre"]), (2, "古典"))
        equal((track["album"]["name"], track["artists"][0]["name"]), ("Small Hours 夜半琴声", "Qingyin Keys"))
        Known.length_seconds = track["length"] / 1000

    @tries("search2")
    def search():
        (found,) = mopidy.ask("library.search", query={"any": ["Greensleeves"]})
        equal([track["name"] for track in found["tracks"]], ["Greensleeves 绿袖子"])

    @tries("createPlaylist", "getPlaylists", "getPlaylist", "deletePlaylist")
    def playlists():
        made = mopidy.ask("playlists.create", name="散步", uri_scheme="subidy")
        (track,) = mopidy.ask("library.lookup", uris=[Known.elise])[Known.elise]
        mopidy.ask("playlists.save", playlist={**made, "tracks": [track]})
        equal([entry["name"] for entry in mopidy.ask("playlists.as_list")], ["散步"])
        items = mopidy.ask("playlists.get_items", uri=made["uri"])
        equal([item["uri"] for item in items], [Known.elise])
        mopidy.ask("playlists.delete", uri=made["uri"])
        equal(mopidy.ask("playlists.as_list"), [])

    @tries("stream")
    def play():
        mopidy.ask("tracklist.add", uris=[Known.elise])
        mopidy.ask("playback.play")
        frames_wanted = (Known.length_seconds - DURATION_SLACK_SECONDS) * RATE_HZ

        def ended():
            is_stopped = mopidy.ask("playback.get_state") == "stopped"
            return is_stopped and os.path.getsize(mopidy.sound) / FRAME_BYTES >= frames_wanted

        mopidy.until(ended, "mopidy does not come to the end of the track")
        with open(mopidy.sound, "rb") as file:
            samples = array.array("h", file.read())
        seconds = len(samples) * 2 / FRAME_BYTES / RATE_HZ
        assert abs(seconds - Known.length_seconds) <= DURATION_SLACK_SECONDS, f"{seconds} s of sound"
        # Sound in each second but those in which a piano has faded away at the end.
        loudest = [max(map(abs, samples[at : at + 2 * RATE_HZ])) for at in range(0, len(samples), 2 * RATE_HZ)]
        silent = [second for second, peak in enumerate(loudest[:-3]) if peak < 300]
        assert not silent and max(loudest) > 5_000, f"silent in seconds {silent}; the loudest is {max(loudest)}"


def main():
    mopidy = Mopidy(setting("FOLDER"))
    try:
        judge(mopidy)
    finally:
        mopidy.stop()
    if report.failed:
        print(mopidy.said(), file=sys.stderr)
    sys.exit(report.failed)


main()
