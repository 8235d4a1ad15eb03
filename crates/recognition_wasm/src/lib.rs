//! Finds the peaks of sound in the browser: the server's own code as WebAssembly.
//!
//! The caller writes samples where [`input`] says, calls [`push`], and reads what [`peaks`] left where [`output`] says.
//! An instance hears one question; another question takes another instance, or [`begin`] again.

use std::sync::{Mutex, MutexGuard, PoisonError};

use recognition_core::{Density, Extractor, Peak, encode_peaks};

/// Samples that are taken at once at most.
const INPUT_MAX: usize = 1 << 16;

struct Listening {
    extractor: Option<Extractor>,
    input: Vec<f32>,
    settled: Vec<Peak>,
    output: Vec<u8>,
}

static LISTENING: Mutex<Listening> =
    Mutex::new(Listening { extractor: None, input: Vec::new(), settled: Vec::new(), output: Vec::new() });

fn listening() -> MutexGuard<'static, Listening> {
    LISTENING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins a question with sound of so many samples a second; 0 when that rate is not taken.
#[unsafe(no_mangle)]
pub extern "C" fn begin(rate_hz: u32) -> u32 {
    let mut listening = listening();
    listening.extractor = Extractor::new(rate_hz, Density::Query);
    listening.settled.clear();
    u32::from(listening.extractor.is_some())
}

/// Makes room for so many samples, 65 536 at most, and says where they are to be written.
#[unsafe(no_mangle)]
pub extern "C" fn input(samples: u32) -> *mut f32 {
    let mut listening = listening();
    listening.input.clear();
    listening.input.resize((samples as usize).min(INPUT_MAX), 0.0);
    listening.input.as_mut_ptr()
}

/// Hears the samples that were written.
#[unsafe(no_mangle)]
pub extern "C" fn push() {
    let Listening { extractor, input, settled, .. } = &mut *listening();
    if let Some(extractor) = extractor {
        extractor.push(input, settled);
    }
}

/// Writes all peaks so far, the last of them as if the sound ended here, and says how many bytes they take.
#[unsafe(no_mangle)]
pub extern "C" fn peaks() -> u32 {
    let Listening { extractor, settled, output, .. } = &mut *listening();
    let mut found = settled.clone();
    if let Some(extractor) = extractor {
        found.extend(extractor.unsettled());
    }
    output.clear();
    encode_peaks(&found, 0, output);
    output.len() as u32
}

/// Where [`peaks`] wrote.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    listening().output.as_ptr()
}
