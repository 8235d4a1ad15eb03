//! Sound in memory and on disk: 16 kHz, mono, decoded by ffmpeg.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Error;

/// Samples a second of everything that is degraded.
pub(crate) const RATE_HZ: usize = 16_000;

/// Numbers that look random and are the same every time (xorshift64*).
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Numbers of their own for each name.
    pub(crate) fn named(seed: u64, name: &str) -> Self {
        let mut state = seed ^ 0xcbf2_9ce4_8422_2325;
        for byte in name.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut dice = Self(state | 1);
        for _ in 0..8 {
            dice.next();
        }
        dice
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + self.share() * (high - low)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }
}

/// A song decoded once: 16 bits a sample, as many seconds of it as are used.
pub(crate) fn kept(path: &Path, folder: &Path, length_s: f64) -> Result<PathBuf, Error> {
    let name = Dice::named(length_s as u64, &path.to_string_lossy()).next();
    let kept = folder.join(format!("{name:016x}.wav"));
    if !kept.exists() {
        std::fs::create_dir_all(folder)?;
        let mut command = ffmpeg();
        command.args(["-t", &format!("{length_s:.3}"), "-i"]).arg(path);
        command.args(["-map", "0:a:0", "-ac", "1", "-ar", "16000", "-f", "s16le", "-"]);
        let samples = output(command, &[])?;
        let bytes = wave(&samples);
        // Another run may look for the same song: it finds it whole or not at all.
        let unfinished = kept.with_extension(format!("{}.unfinished", std::process::id()));
        std::fs::write(&unfinished, bytes)?;
        std::fs::rename(&unfinished, &kept)?;
    }
    Ok(kept)
}

/// Sound as a file that other programs read.
pub(crate) fn write(path: &Path, sound: &[f32]) -> Result<(), Error> {
    let whole = |sample: &f32| ((sample * 32_767.0).round() as i16).to_le_bytes();
    let samples: Vec<u8> = sound.iter().flat_map(whole).collect();
    Ok(std::fs::write(path, wave(&samples))?)
}

/// Samples of 16 bits with the head of a WAV file.
fn wave(samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(samples.len() + HEAD_BYTES);
    bytes.extend(b"RIFF");
    bytes.extend((samples.len() as u32 + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0]);
    bytes.extend((RATE_HZ as u32).to_le_bytes());
    bytes.extend((RATE_HZ as u32 * 2).to_le_bytes());
    bytes.extend([2, 0, 16, 0]);
    bytes.extend(b"data");
    bytes.extend((samples.len() as u32).to_le_bytes());
    bytes.extend(samples);
    bytes
}

/// What the head of a kept song takes.
const HEAD_BYTES: usize = 44;

/// Part of a kept song.
pub(crate) fn part(kept: &Path, from_s: f64, length_s: f64) -> Result<Vec<f32>, Error> {
    let bytes = std::fs::read(kept)?;
    let sample = |second: f64| (second * RATE_HZ as f64).round() as usize * 2 + HEAD_BYTES;
    let (from, to) = (sample(from_s).min(bytes.len()), sample(from_s + length_s).min(bytes.len()));
    Ok(bytes[from..to].chunks_exact(2).map(|two| f32::from(i16::from_le_bytes([two[0], two[1]])) / 32_768.0).collect())
}

/// Part of a file as 16 kHz mono, after a filter of ffmpeg's.
pub(crate) fn filtered(path: &Path, from_s: f64, length_s: f64, filter: &str) -> Result<Vec<f32>, Error> {
    let mut command = ffmpeg();
    command.args(["-ss", &format!("{from_s:.3}"), "-t", &format!("{length_s:.3}"), "-i"]).arg(path);
    command.args(["-map", "0:a:0", "-ac", "1", "-af", filter, "-ar", "16000", "-f", "f32le", "-"]);
    samples(command, &[])
}

/// Sound encoded by ffmpeg and decoded again; `rate_hz` is the codec's.
pub(crate) fn through_codec(sound: &[f32], codec: &[&str], container: &str, rate_hz: u32) -> Result<Vec<f32>, Error> {
    let mut encode = ffmpeg();
    encode.args(["-f", "f32le", "-ar", "16000", "-ac", "1", "-i", "-", "-ar", &rate_hz.to_string()]);
    encode.args(codec).args(["-f", container, "-"]);
    let encoded = output(encode, &bytes(sound))?;
    let mut decode = ffmpeg();
    decode.args(["-f", container, "-i", "-", "-ar", "16000", "-ac", "1", "-f", "f32le", "-"]);
    let mut decoded = samples(decode, &encoded)?;
    decoded.resize(sound.len(), 0.0);
    Ok(decoded)
}

/// How long the audio of a file is, in seconds; `None` when it has none.
pub(crate) fn duration_s(path: &Path) -> Option<f64> {
    let found = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"])
        .arg(path)
        .output()
        .ok()?;
    String::from_utf8(found.stdout).ok()?.trim().parse().ok()
}

/// Thirty seconds of eight people talking at once, in as many languages; `None` without espeak-ng.
pub(crate) fn babble(work: &Path) -> Option<Vec<f32>> {
    const TALK: [(&str, &str); 8] = [
        ("en", "Shall we sit by the window? It is too loud back there, and I would like to see the street."),
        ("en-us", "My brother drove all the way up north last winter and never once turned the radio on."),
        ("cmn", "服务员，麻烦再来一壶茶，然后把账单也拿过来，谢谢。"),
        ("de", "Gestern hat es den ganzen Tag geregnet, und morgen soll es wieder so weitergehen."),
        ("fr-fr", "On se retrouve devant le cinéma vers huit heures, si le train n'est pas en retard."),
        ("es", "Mi vecina tiene tres gatos y un perro muy viejo que duerme todo el día."),
        ("it", "Abbiamo prenotato un tavolo per sei persone, ma siamo arrivati in nove."),
        ("pt", "A praia estava cheia de gente e quase não havia lugar para estender a toalha."),
    ];
    let mut mix = vec![0.0_f32; RATE_HZ * 30];
    for (number, (voice, text)) in TALK.iter().enumerate() {
        let file = work.join(format!("voice-{number}.wav"));
        let made = Command::new("espeak-ng")
            .args(["-v", voice, "-p", &(30 + 7 * number).to_string(), "-s", &(145 + 8 * number).to_string(), "-w"])
            .arg(&file)
            .arg(text)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .ok()?;
        let voice = filtered(&file, 0.0, 30.0, "anull").ok().filter(|voice| made.success() && !voice.is_empty())?;
        let mut dice = Dice::named(7, &format!("babble {number}"));
        let gain = (dice.between(0.5, 1.0) / level(&voice)) as f32;
        let mut at = -(dice.below(voice.len()) as i64);
        while at < mix.len() as i64 {
            for (index, sample) in voice.iter().enumerate() {
                if let Some(out) = usize::try_from(at + index as i64).ok().and_then(|place| mix.get_mut(place)) {
                    *out += sample * gain;
                }
            }
            at += voice.len() as i64 + dice.below(RATE_HZ / 2) as i64;
        }
    }
    Some(mix)
}

/// The root of the mean square.
pub(crate) fn level(sound: &[f32]) -> f64 {
    (sound.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>() / sound.len().max(1) as f64 + 1e-12).sqrt()
}

fn ffmpeg() -> Command {
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-hide_banner", "-v", "error"]);
    command
}

fn bytes(sound: &[f32]) -> Vec<u8> {
    sound.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

fn samples(command: Command, input: &[u8]) -> Result<Vec<f32>, Error> {
    let bytes = output(command, input)?;
    Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

fn output(mut command: Command, input: &[u8]) -> Result<Vec<u8>, Error> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stdin = child.stdin.take();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        if let Some(mut stdin) = stdin {
            // A decoder that has heard enough closes its end.
            let _ = stdin.write_all(&input);
        }
    });
    let output = child.wait_with_output()?;
    let _ = writer.join();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned().into());
    }
    Ok(output.stdout)
}
