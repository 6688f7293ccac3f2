using System.Data;
using System.Globalization;
using Dapper;

namespace NewsBot.Storage.Values;

/// <summary>True and false as 1 and 0, so that one statement runs on both engines.</summary>
internal sealed class FlagHandler : SqlMapper.ITypeHandler
{
    public object Parse(Type destinationType, object value) => value is bool flag ? flag : Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0;

    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value is bool flag ? flag ? 1L : 0L : DBNull.Value;
    }
}
