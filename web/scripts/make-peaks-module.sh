#!/bin/sh
# Makes the module that finds peaks in the browser.
exec sh "$(dirname "$0")/make-module.sh" recognition_wasm recognition/peaks
