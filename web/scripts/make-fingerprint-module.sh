#!/bin/sh
# Makes the module that fingerprints sound in the browser.
exec sh "$(dirname "$0")/make-module.sh" audio_fingerprint_wasm local/fingerprint
