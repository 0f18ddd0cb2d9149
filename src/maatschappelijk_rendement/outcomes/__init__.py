"""What changed: for each case, stream, party, wijk and resident. Frames in, frames out."""
