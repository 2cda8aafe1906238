package main

import (
	"flag"
	"sync/atomic"
	"time"
)

// download fetches large blobs, one after another on each connection, and throws the bytes away.
func download(flags *flag.FlagSet, arguments []string) any {
	file := flags.String("file", "", "the blobs, a line each: PATH TOKEN")
	count := flags.Int("count", 8, "how many downloads in all")
	parse(flags, arguments)
	blobs := lines(*file, 2)
	var taken atomic.Int64
	return together(clients, func(_ int, t *tally) {
		c := newClient(4 << 20)
		c.discard = true
		defer c.close()
		for {
			i := int(taken.Add(1)) - 1
			if i >= *count {
				return
			}
			blob := blobs[i%len(blobs)]
			began := time.Now()
			err := c.want(200, nil, head("GET", blob[0], blob[1], 0))
			if err != nil {
				t.bad(c.answer.status, err.Error())
				continue
			}
			t.good(began, c.answer.length)
		}
	})
}

// upload pushes large blobs that no store has seen.
func upload(flags *flag.FlagSet, arguments []string) any {
	file := flags.String("file", "", "where to, a line each: REPOSITORY TOKEN")
	count := flags.Int("count", 8, "how many uploads in all")
	size := flags.Int("size", 100<<20, "bytes of a blob")
	mode := flags.String("mode", "put", "put: one PUT; patch: a PATCH with its length, then PUT; chunked: a chunked PATCH")
	chunk := flags.Int("chunk", 32<<10, "bytes of a chunk, in mode chunked")
	seed := flags.Uint64("seed", 0, "0 = fresh content")
	parse(flags, arguments)
	repositories, blobs := lines(*file, 2), newSource(*size, *seed)
	body := blobs.body
	if *mode == "chunked" {
		body = chunked(body, *chunk)
	}
	digests := make([]string, *count)
	var taken atomic.Int64
	r := together(clients, func(_ int, t *tally) {
		c := newClient(16 << 10)
		defer c.close()
		for {
			i := int(taken.Add(1)) - 1
			if i >= *count {
				return
			}
			to := repositories[i%len(repositories)]
			end, digest := blobs.blob(i)
			began := time.Now()
			if err := c.upload(*mode, to[0], to[1], digest, blobs.size(), body, end); err != nil {
				t.bad(c.answer.status, err.Error())
				continue
			}
			t.good(began, blobs.size())
			digests[i] = digest
		}
	})
	r.Digests = digests
	return r
}

const octets = "Content-Type: application/octet-stream"

// upload sends one blob, body and then end; body is framed already when the mode is chunked.
func (c *client) upload(mode, repository, token, digest string, size int64, body, end []byte) error {
	err := c.want(202, nil, head("POST", "/v2/"+repository+"/blobs/uploads/", token, 0))
	if err != nil {
		return err
	}
	location := c.answer.location
	if mode == "put" {
		return c.want(201, nil, head("PUT", finish(location, digest), token, size, octets), body, end)
	}
	length := size
	if mode == "chunked" {
		length = -1
		end = append(chunked(end, tail), "0\r\n\r\n"...)
	}
	if err := c.want(202, nil, head("PATCH", place(location), token, length, octets), body, end); err != nil {
		return err
	}
	if c.answer.location != "" {
		location = c.answer.location
	}
	return c.want(201, nil, head("PUT", finish(location, digest), token, 0))
}
