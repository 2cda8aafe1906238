package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"fmt"
	mathrand "math/rand/v2"
)

// A source makes blobs of one size that differ in their last 16 bytes. The hash of what they share is taken once,
// so a digest costs nothing and no two blobs are the same, in this run or another.
type source struct {
	body  []byte
	state []byte // SHA-256 after body
	salt  uint64
}

const tail = 16

// newSource makes content from a seed: the same seed gives the same bytes, 0 gives fresh ones.
func newSource(size int, seed uint64) *source {
	if size < tail {
		fail("a blob has at least %d bytes", tail)
	}
	if seed == 0 {
		var fresh [8]byte
		if _, err := rand.Read(fresh[:]); err != nil {
			fail("%v", err)
		}
		seed = binary.LittleEndian.Uint64(fresh[:])
	}
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	body := make([]byte, size-tail)
	_, _ = mathrand.NewChaCha8(key).Read(body)
	hash := sha256.New()
	hash.Write(body)
	state, err := hash.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		fail("%v", err)
	}
	return &source{body: body, state: state, salt: seed}
}

// blob gives the end of the blob of that number and its digest.
func (s *source) blob(number int) (end []byte, digest string) {
	end = make([]byte, tail)
	binary.LittleEndian.PutUint64(end, s.salt)
	binary.LittleEndian.PutUint64(end[8:], uint64(number))
	hash := sha256.New()
	if err := hash.(encoding.BinaryUnmarshaler).UnmarshalBinary(s.state); err != nil {
		fail("%v", err)
	}
	hash.Write(end)
	return end, fmt.Sprintf("sha256:%x", hash.Sum(nil))
}

func (s *source) size() int64 { return int64(len(s.body) + tail) }

func digestOf(b []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(b)) }

// chunked frames bytes in chunks of the given size, without the last, empty chunk.
func chunked(body []byte, size int) []byte {
	framed := make([]byte, 0, len(body)+(len(body)/size+1)*12)
	for len(body) > 0 {
		n := min(size, len(body))
		framed = append(fmt.Appendf(framed, "%x\r\n", n), body[:n]...)
		framed = append(framed, "\r\n"...)
		body = body[n:]
	}
	return framed
}
