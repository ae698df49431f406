namespace LayerPipeline.Formats.Archives;

/// <summary>File types and permissions as zip entries made on Unix hold them. Source: stat(2).</summary>
public static class UnixMode
{
    /// <summary>A regular file, readable by all: 0100644.</summary>
    public const int File = 0x81A4;

    /// <summary>A regular file that all may run: 0100755.</summary>
    public const int Executable = 0x81ED;

    /// <summary>A folder that all may enter: 040755.</summary>
    public const int Folder = 0x41ED;

    /// <summary>A symbolic link: 0120777.</summary>
    public const int Link = 0xA1FF;

    private const int TypeMask = 0xF000;
    private const int LinkType = 0xA000;
    private const int FileType = 0x8000;
    private const int FolderType = 0x4000;
    private const int AnyExecute = 0x49;

    /// <summary>Whether the mode says symbolic link.</summary>
    /// <param name="mode">Mode bits; 0 where the archive has none.</param>
    public static bool IsLink(int mode) => (mode & TypeMask) == LinkType;

    /// <summary>Whether the mode says anything but a file, a folder or a link (devices, sockets, pipes).</summary>
    /// <param name="mode">Mode bits; 0 where the archive has none.</param>
    public static bool IsSpecial(int mode) => (mode & TypeMask) is not (0 or FileType or FolderType or LinkType);

    /// <summary>The one of three modes that a layer uses.</summary>
    /// <param name="mode">Mode bits; 0 where the archive has none.</param>
    public static int Normalize(int mode) =>
        IsLink(mode) ? Link
        : (mode & AnyExecute) != 0 ? Executable
        : File;
}
