//! Parts of a request, read so that everything wrong with them is said.
