//! Providers as they answer, through the gate.
