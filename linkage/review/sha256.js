// SHA-256 of a text as hex digits, after FIPS 180-4; a page opened from disk may have no other.
function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const rotate = (word, by) => (word >>> by) | (word << (32 - by));
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const part = (value) => Math.floor((value - Math.floor(value)) * 4294967296) | 0;
  const k = primes.map((prime) => part(Math.cbrt(prime)));
  const state = primes.slice(0, 8).map((prime) => part(Math.sqrt(prime)));
  const length = ((bytes.length + 8) >> 6) + 1;
  const padded = new DataView(new ArrayBuffer(length * 64));
  bytes.forEach((byte, place) => padded.setUint8(place, byte));
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(length * 64 - 8, Math.floor((bytes.length * 8) / 4294967296));
  padded.setUint32(length * 64 - 4, (bytes.length * 8) >>> 0);
  for (let block = 0; block < length; block += 1) {
    const w = [];
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) w[i] = padded.getInt32(block * 64 + i * 4);
      else {
        const [x, y] = [w[i - 15], w[i - 2]];
        const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
        const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const two = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, place) => (state[place] = (state[place] + word) | 0));
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
