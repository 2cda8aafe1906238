package main

import (
	"strings"
	"testing"
)

// Each answer is fed whole and cut in two at every place: what is read must not depend on how it arrives.
func TestAnswer(t *testing.T) {
	for _, c := range []struct {
		name, text string
		noBody     bool
		status     int
		body       string
		location   string
	}{
		{"length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false, 200, "hello", ""},
		{"head", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n", true, 200, "", ""},
		{"no content", "HTTP/1.1 204 No Content\r\n\r\n", false, 204, "", ""},
		{"location", "HTTP/1.1 202 Accepted\r\nLOCATION: /v2/x?y=z\r\nContent-Length: 0\r\n\r\n", false, 202, "", "/v2/x?y=z"},
		{"chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n", false, 200, "hello", ""},
		{"trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n", false, 200, "hello", ""},
		{"continue", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok", false, 201, "ok", ""},
	} {
		for cut := 0; cut < len(c.text); cut++ {
			var a answer
			var body strings.Builder
			a.again(c.noBody, func(piece []byte) { body.Write(piece) })
			done, err := false, error(nil)
			for _, piece := range []string{c.text[:cut], c.text[cut:]} {
				if done {
					t.Fatalf("%s: done after %d bytes of %d", c.name, cut, len(c.text))
				}
				if done, err = a.feed([]byte(piece)); err != nil {
					t.Fatalf("%s, cut at %d: %v", c.name, cut, err)
				}
			}
			if !done || a.status != c.status || body.String() != c.body || a.location != c.location {
				t.Fatalf("%s, cut at %d: done %v, %d, %q, %q", c.name, cut, done, a.status, body.String(), a.location)
			}
		}
	}
}

func TestWrongAnswers(t *testing.T) {
	for _, text := range []string{
		"SSH-2.0-OpenSSH_9.2\r\n\r\n",
		"HTTP/1.1 200 OK\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nhello",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
	} {
		var a answer
		a.again(false, nil)
		if _, err := a.feed([]byte(text)); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestContent(t *testing.T) {
	blobs := newSource(1000, 7)
	seen := map[string]bool{}
	for number := range 50 {
		end, digest := blobs.blob(number)
		if whole := append(append([]byte(nil), blobs.body...), end...); digest != digestOf(whole) || seen[digest] {
			t.Fatalf("blob %d: %s, its bytes are %s", number, digest, digestOf(whole))
		}
		seen[digest] = true
	}
	if _, again := newSource(1000, 7).blob(3); !seen[again] {
		t.Error("the same seed made other bytes")
	}
	if _, fresh := newSource(1000, 0).blob(3); seen[fresh] {
		t.Error("fresh bytes were not")
	}
}
