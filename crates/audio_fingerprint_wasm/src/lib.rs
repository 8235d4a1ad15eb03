//! Fingerprints sound in the browser: the server's own code as WebAssembly.
//!
//! The caller writes samples where [`input`] says and calls [`push`] until it wants no more, then [`finish`],
//! and reads the fingerprint where [`output`] says. Another file begins with [`begin`].

use std::sync::{Mutex, MutexGuard, PoisonError};

use audio_fingerprint::Printer;

/// Samples that are taken at once at most.
const INPUT_MAX: usize = 1 << 16;

struct Hearing {
    printer: Option<Printer>,
    input: Vec<f32>,
    output: Vec<u8>,
}

static HEARING: Mutex<Hearing> = Mutex::new(Hearing { printer: None, input: Vec::new(), output: Vec::new() });

fn hearing() -> MutexGuard<'static, Hearing> {
    HEARING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins a file with so many samples a second; 0 when that rate is not taken.
#[unsafe(no_mangle)]
pub extern "C" fn begin(rate_hz: u32) -> u32 {
    let mut hearing = hearing();
    hearing.printer = Printer::new(rate_hz);
    u32::from(hearing.printer.is_some())
}

/// Makes room for so many samples, 65 536 at most, and says where they are to be written.
#[unsafe(no_mangle)]
pub extern "C" fn input(samples: u32) -> *mut f32 {
    let mut hearing = hearing();
    hearing.input.clear();
    hearing.input.resize((samples as usize).min(INPUT_MAX), 0.0);
    hearing.input.as_mut_ptr()
}

/// Hears the samples that were written; 0 when no more are wanted.
#[unsafe(no_mangle)]
pub extern "C" fn push() -> u32 {
    let Hearing { printer, input, .. } = &mut *hearing();
    u32::from(printer.as_mut().is_some_and(|printer| printer.push(input)))
}

/// Writes the fingerprint, and says how many bytes it takes; 0 when the sound was too short to have one.
#[unsafe(no_mangle)]
pub extern "C" fn finish() -> u32 {
    let Hearing { printer, output, .. } = &mut *hearing();
    *output = printer.take().and_then(Printer::finish).map(|made| made.to_bytes()).unwrap_or_default();
    output.len() as u32
}

/// Where [`finish`] wrote.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    hearing().output.as_ptr()
}
