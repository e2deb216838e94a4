//! A column as the bytes of its numbers, which are copied at once rather than encoded one by one.

use bytemuck::{NoUninit, Pod};
use serde::{Deserialize, Deserializer, Serializer, de::Error};

pub fn serialize<S: Serializer, N: NoUninit>(column: &[N], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(bytemuck::cast_slice(column))
}

pub fn deserialize<'de, D: Deserializer<'de>, N: Pod>(from: D) -> Result<Vec<N>, D::Error> {
    let bytes = <&[u8]>::deserialize(from)?;
    if !bytes.len().is_multiple_of(size_of::<N>()) {
        return Err(D::Error::custom("half a number"));
    }
    Ok(bytes.chunks_exact(size_of::<N>()).map(bytemuck::pod_read_unaligned).collect())
}
