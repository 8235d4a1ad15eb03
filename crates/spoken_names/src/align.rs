//! Where in a transcript a name is said, and how well.

use crate::sound::Sound;

/// What a sound costs that was not said, or was said in between.
const MISSING: f32 = 0.9;

/// A name as it was found in a transcript.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Said {
    /// Sounds of the name that were said, wrong ones in part.
    pub(crate) sounds: f32,
    /// Where in the transcript it begins and ends.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// The stretch of a transcript that sounds most like a name; what comes before and after costs nothing.
pub(crate) fn align(name: &[Sound], said: &[Sound]) -> Said {
    // One row for each place in the transcript: the cost up to each sound of the name, and where it began.
    let width = name.len() + 1;
    let mut before: Vec<(f32, usize)> = (0..width).map(|at| (at as f32 * MISSING, 0)).collect();
    let mut now = before.clone();
    let mut best = (before[width - 1].0, 0, 0);
    for (place, sound) in said.iter().enumerate() {
        now[0] = (0.0, place + 1);
        for at in 1..width {
            let wrong = (before[at - 1].0 + name[at - 1].difference(sound), before[at - 1].1);
            let between = (before[at].0 + MISSING, before[at].1);
            let missing = (now[at - 1].0 + MISSING, now[at - 1].1);
            now[at] = [wrong, between, missing].into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or(wrong);
        }
        if now[width - 1].0 < best.0 {
            best = (now[width - 1].0, now[width - 1].1, place + 1);
        }
        std::mem::swap(&mut before, &mut now);
    }
    Said { sounds: (name.len() as f32 - best.0).max(0.0), from: best.1, to: best.2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::sounds;

    fn said(name: &str, transcript: &str) -> (f32, String) {
        let (name, all) = (sounds(name, 50), sounds(transcript, 50));
        let found = align(&name, &all);
        let part: String = transcript.chars().skip(found.from).take(found.to - found.from).collect();
        ((found.sounds * 100.0 / name.len() as f32).round(), part)
    }

    #[test]
    fn a_name_is_found_where_it_is_said() {
        assert_eq!(said("茉莉花", "我想听茉莉花这首歌"), (100.0, "茉莉花".to_owned()));
        assert_eq!(said("茉莉花", "我想听莫丽花这首歌"), (97.0, "莫丽花".to_owned()));
        assert_eq!(said("送别", "宋鳖"), (96.0, "宋鳖".to_owned()));
        assert!(said("二泉映月", "茉莉花").0 < 20.0);
        assert_eq!(said("茉莉花", ""), (10.0, String::new()));
    }
}
