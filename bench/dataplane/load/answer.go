package main

import (
	"bytes"
	"errors"
	"strconv"
)

// An answer reads one HTTP/1.1 response from the pieces in which it arrives. The body goes to sink, or nowhere.
type answer struct {
	noBody   bool // the request was a HEAD
	sink     func([]byte)
	status   int
	location string
	closing  bool // the server will close the connection

	head    []byte // a head that came in more than one piece
	inBody  bool
	chunked bool
	length  int64 // of the body, where the head says it
	left    int64 // bytes of the body, or of this chunk, still to come; in chunked bodies -1 = a size line is next
	line    []byte
	final   bool // the last chunk was seen: trailers, then the end
}

var errAnswer = errors.New("not an HTTP/1.1 answer")

// again makes it ready for the next response of the connection.
func (a *answer) again(noBody bool, sink func([]byte)) {
	*a = answer{noBody: noBody, sink: sink, head: a.head[:0], line: a.line[:0]}
}

// feed takes a piece and says whether the response is whole. A piece never holds more than its response, as
// requests are not pipelined.
func (a *answer) feed(piece []byte) (bool, error) {
	if !a.inBody {
		head := piece
		if len(a.head) > 0 {
			a.head = append(a.head, piece...)
			head = a.head
		}
		end := bytes.Index(head, []byte("\r\n\r\n"))
		if end < 0 {
			if len(a.head) == 0 {
				a.head = append(a.head, piece...)
			}
			if len(a.head) > 64<<10 {
				return false, errAnswer
			}
			return false, nil
		}
		if err := a.readHead(head[:end+2]); err != nil {
			return false, err
		}
		if a.status == 100 {
			rest := append([]byte(nil), head[end+4:]...)
			a.again(a.noBody, a.sink)
			if len(rest) == 0 {
				return false, nil
			}
			return a.feed(rest)
		}
		a.inBody = true
		piece = head[end+4:]
		if a.noBody || a.status == 204 || a.status == 304 {
			return true, nil
		}
	}
	if a.chunked {
		return a.readChunks(piece)
	}
	a.take(piece)
	a.left -= int64(len(piece))
	if a.left < 0 {
		return false, errAnswer
	}
	return a.left == 0, nil
}

func (a *answer) take(piece []byte) {
	if a.sink != nil && len(piece) > 0 {
		a.sink(piece)
	}
}

func (a *answer) readHead(head []byte) error {
	if len(head) < 14 || !bytes.HasPrefix(head, []byte("HTTP/1.")) {
		return errAnswer
	}
	status, err := strconv.Atoi(string(head[9:12]))
	if err != nil {
		return errAnswer
	}
	a.status, a.left, a.closing = status, 0, head[7] == '0'
	sized := false
	for head = after(head); len(head) > 0; head = after(head) {
		line := head[:bytes.IndexByte(head, '\r')]
		switch line[0] | 0x20 {
		case 'c':
			if value, ok := header(line, "content-length"); ok {
				if a.left, err = strconv.ParseInt(string(value), 10, 64); err != nil {
					return errAnswer
				}
				a.length, sized = a.left, true
			} else if value, ok := header(line, "connection"); ok {
				a.closing = bytes.EqualFold(value, []byte("close"))
			}
		case 't':
			if _, ok := header(line, "transfer-encoding"); ok {
				a.chunked, a.left, sized = true, -1, true
			}
		case 'l':
			if value, ok := header(line, "location"); ok {
				a.location = string(value)
			}
		}
	}
	if !sized && !a.noBody && status >= 200 && status != 204 && status != 304 {
		return errors.New("an answer without a length")
	}
	return nil
}

// after gives what follows the first line.
func after(head []byte) []byte {
	return head[bytes.IndexByte(head, '\n')+1:]
}

func header(line []byte, name string) ([]byte, bool) {
	if len(line) <= len(name) || line[len(name)] != ':' || !bytes.EqualFold(line[:len(name)], []byte(name)) {
		return nil, false
	}
	return bytes.TrimSpace(line[len(name)+1:]), true
}

func (a *answer) readChunks(piece []byte) (bool, error) {
	for len(piece) > 0 {
		if a.left > 0 {
			n := min(int64(len(piece)), a.left)
			a.take(piece[:n])
			a.left -= n
			piece = piece[n:]
			continue
		}
		// A size line, the empty line that ends a chunk, or a trailer.
		end := bytes.IndexByte(piece, '\n')
		if end < 0 {
			a.line = append(a.line, piece...)
			return false, nil
		}
		line := bytes.TrimSpace(append(a.line, piece[:end]...))
		a.line, piece = a.line[:0], piece[end+1:]
		switch {
		case a.final:
			if len(line) == 0 {
				return true, nil
			}
		case a.left == 0:
			a.left = -1
		default:
			digits, _, _ := bytes.Cut(line, []byte(";"))
			size, err := strconv.ParseInt(string(digits), 16, 64)
			if err != nil {
				return false, errAnswer
			}
			a.left, a.final = size, size == 0
		}
	}
	return false, nil
}
